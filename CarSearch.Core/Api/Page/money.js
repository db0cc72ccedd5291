// Amounts as text.

const formats = new Map();

function format(amount, currency, options) {
  const key = JSON.stringify([currency, options]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.NumberFormat('en', { style: 'currency', currency, ...options }));
  }
  return formats.get(key).format(amount);
}

/** The exact amount: $148.86. */
export const exact = (amount, currency) => format(amount, currency, {});

/** The amount without decimals: $149. */
export const rounded = (amount, currency) => format(amount, currency, { maximumFractionDigits: 0 });

/** The amount as it is spoken: 149 US dollars. */
export const spoken = (amount, currency) => format(amount, currency, { maximumFractionDigits: 0, currencyDisplay: 'name' });
