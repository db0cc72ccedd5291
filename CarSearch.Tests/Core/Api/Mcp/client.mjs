// Uses the tools for assistants with an npm client: node client.mjs PACKAGE ADDRESS. Writes what it has received as JSON.
const [name, address] = process.argv.slice(2);
const { Client } = await import(name === "@modelcontextprotocol/sdk" ? `${name}/client/index.js` : name);
const { StreamableHTTPClientTransport } = await import(name === "@modelcontextprotocol/sdk" ? `${name}/client/streamableHttp.js` : name);

// The newer package tries the revision without a handshake.
const client = new Client({ name: "carsearch-tests", version: "1.0.0" }, { versionNegotiation: { mode: "auto" } });
const errors = [];
client.onerror = error => errors.push(String(error));
await client.connect(new StreamableHTTPClientTransport(new URL("/api/mcp", address)));

// The older package has the schema of the result as its second parameter.
const call = (tool, args, options) => name === "@modelcontextprotocol/sdk"
  ? client.callTool({ name: tool, arguments: args }, undefined, options)
  : client.callTool({ name: tool, arguments: args }, options);

// Both packages validate structured content against the output schemas, once they have listed the tools.
const { tools } = await client.listTools();
const progress = [];
const search = await call(
  "search_cars",
  { pickUp: { place: "JFK", at: "2026-12-04T10:00" }, dropOff: { at: "2026-12-06T10:00" }, wait: 30 },
  { onprogress: value => progress.push(value.message) });
const { token } = search.structuredContent;
const offers = await call("get_offers", { token, size: ["compact"], view: "full" });
const places = await call("find_places", { q: "new y", limit: 1 });
const wrong = await call("get_offers", { token, colour: "red" });
const canceled = await call("cancel_search", { token });
await client.close();
console.log(JSON.stringify({ tools: tools.map(tool => tool.name), progress, search, offers, places, wrong, canceled, errors }));
