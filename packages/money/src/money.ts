/** An amount in the smallest unit of its currency: 1999 EUR is 19.99 euro. */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

export const money = (minor: number, currency: string): Money => {
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`Expected whole minor units, got ${minor}`);
  if (!/^[A-Z]{3}$/.test(currency))
    throw new RangeError(`Expected an ISO 4217 code, got ${currency}`);
  return { minor, currency };
};
