/** The sizes of the API, in ascending order. */
export const sizes = ['mini', 'economy', 'compact', 'intermediate', 'standard', 'fullSize', 'premium', 'luxury', 'oversize', 'special'];

/** The groups of sizes of the API. */
export const groups = {
  small: ['mini', 'economy', 'compact'],
  medium: ['intermediate', 'standard'],
  large: ['fullSize', 'premium', 'luxury', 'oversize'],
};

/** Returns the sizes that a filter stands for. */
export function getSizes(filter) {
  return groups[filter] ?? [filter];
}

/** Returns the position of a size, which grows with it. */
export function getRank(size) {
  return sizes.indexOf(size);
}
