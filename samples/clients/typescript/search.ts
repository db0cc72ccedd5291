import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./generated/carsearch.ts";

type Search = components["schemas"]["Search"];
type Offer = components["schemas"]["Offer"];
type Problem = components["schemas"]["Problem"];
type Filter = NonNullable<paths["/api/searches/{token}"]["get"]["parameters"]["query"]>;

// The address is the first argument, that of a host on this machine by default. A key is in the environment.
const { CARSEARCH_KEY: key } = process.env;
const client = createClient<paths>({
  baseUrl: process.argv[2] ?? "http://localhost:7071",
  headers: key ? { "x-functions-key": key } : {},
});

// Start a search.
const question = {
  pickUp: { place: "New York", at: inDays(30) },
  dropOff: { place: "JFK", at: inDays(32) },
};
const { data: accepted } = await client.POST("/api/searches", { body: question });
assert.ok(accepted);
const path = { token: accepted.token };

// Poll until it has ended. The response comes at the end, or after two seconds with the offers so far.
let search = await get({ limit: 1 });
while (search.status === "NotStarted" || search.status === "Running") {
  const running = search.suppliers.filter((supplier) => supplier.status === "Running");
  console.log(`${search.status}: ${search.total} offers, waiting for ${running.length} of ${search.suppliers.length} suppliers`);
  search = await get({ limit: 1, wait: 2 });
}

console.log(`${search.status}: ${search.total} offers for ${search.request?.days} days, until ${search.expiresAt}`);
assert.equal(search.status, "Succeeded");
assert.equal(search.error, null);
assert.ok(search.requestedAt && search.completedAt && search.expiresAt);
assert.ok(search.requestedAt < search.completedAt && search.completedAt < search.expiresAt);

// Choose a value of a facet as a filter.
const facet = search.facets?.size.find((one) => one.value === "compact");
const compact = await get({ size: ["compact"], sort: "price" });
const cheapest = compact.offers[0];
assert.ok(facet && cheapest);
assert.equal(compact.matched, facet.count);
assert.equal(cheapest.price.total, facet.from);
assert.ok(compact.offers.every((offer) => offer.size === "compact"));

// Compare with larger cars, on all pages.
const offers: Offer[] = [];
do {
  search = await get({ size: ["compact"], upgrade: "fullSize", rating: 7, limit: 100, skip: offers.length });
  offers.push(...search.offers);
} while (search.links.next !== null);

assert.equal(offers.length, search.matched);
assert.ok(offers.every((offer) => offer.supplierRating! >= 7));
assert.ok(offers.some(({ mileage }) => mileage?.unlimited === true && mileage.included === null && mileage.unit === null));
assert.ok(offers.some(({ mileage }) => mileage?.unlimited === false && mileage.included !== null && mileage.unit !== null));
const [upgrade] = offers.filter((offer) => offer.upgradeFor !== null).sort((one, other) => one.upgradeFor! - other.upgradeFor!);
assert.ok(upgrade);
show(cheapest);
show(upgrade);

// Errors are typed.
const invalid = refused(await client.POST("/api/searches", { body: { ...question, driverAge: 12 } }));
assert.equal(invalid.status, 400);
assert.equal(invalid.code, "InvalidSearch");
assert.equal(invalid.errors?.["driverAge"]?.length, 1);

// Delete the search.
const deleted = await client.DELETE("/api/searches/{token}", { params: { path } });
assert.equal(deleted.response.status, 204);
const gone = refused(await client.GET("/api/searches/{token}", { params: { path } }));
assert.equal(gone.status, 404);
assert.equal(gone.code, "NotFound");

function inDays(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T10:00`;
}

async function get(query: Filter): Promise<Search> {
  const { data } = await client.GET("/api/searches/{token}", { params: { path, query } });
  assert.ok(data);
  return data;
}

function show(offer: Offer): void {
  const distance = !offer.mileage
    ? "distance unknown"
    : offer.mileage.unlimited
      ? "unlimited distance"
      : `${offer.mileage.included} ${offer.mileage.unit} included`;
  console.log(`${offer.vehicle}, ${offer.size}, ${offer.supplier}, ${distance}: ${offer.price.total} ${offer.price.currency}`);
}

function refused({ error }: { error?: Problem }): Problem {
  assert.ok(error);
  console.log(`${error.status} ${error.code}: ${error.detail}`);
  return error;
}
