import { getRank, getSizes } from './cars.mjs';

/**
 * Finds what to change where no offer matches: a facet counts what passes all the other filters. Returns what to say, the question that
 * proposes it, and the filters that it changes; or undefined if there are no offers at all.
 */
export function findAlternative({ state: { filters }, texts, speech }, { total, facets, request }) {
  if (total === 0) {
    return undefined;
  }

  const describe = (car, from) => texts.from(car, from === null ? undefined : speech.price(from, request.currency));
  if (filters.supplier && facets.supplier.length > 0) {
    const prices = facets.supplier.map(({ from }) => from).filter(from => from !== null);
    const car = describe(speech.car(filters), prices.length > 0 ? Math.min(...prices) : null);
    return { say: texts.otherCompanies(car), question: texts.lookThere, filters: { supplier: null } };
  }

  if (filters.size && facets.size.length > 0) {
    const { value, from } = getNearest(filters.size, facets.size);
    return { say: texts.thereIs(describe(speech.car({ size: value }), from)), question: texts.likeIt, filters: { size: value } };
  }

  if (filters.type && facets.type.length > 0) {
    const [{ value, from }] = facets.type;
    return { say: texts.thereIs(describe(speech.car({ type: value }), from)), question: texts.likeIt, filters: { type: value } };
  }

  return { say: texts.otherCars, question: texts.lookThere, filters: { size: null, type: null, supplier: null } };
}

/** The facet whose size is nearest to the one that was asked for, the larger of two. */
function getNearest(size, facets) {
  const wanted = getSizes(size).map(getRank);
  const distance = ({ value }) => Math.min(...wanted.map(rank => Math.abs(getRank(value) - rank)));
  return facets.toSorted((one, other) => distance(one) - distance(other) || getRank(other.value) - getRank(one.value))[0];
}
