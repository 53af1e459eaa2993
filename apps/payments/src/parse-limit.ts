/** The highest amount that is accepted, in minor units of any currency. */
export const parseLimit = (text = '100000'): number => {
  const limit = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(limit)) {
    throw new RangeError(`PAYMENT_LIMIT: expected whole minor units, got "${text}"`);
  }
  return limit;
};
