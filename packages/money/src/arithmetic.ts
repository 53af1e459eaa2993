import { money, type Money } from './money.ts';

export const addMoney = (left: Money, right: Money): Money => {
  if (left.currency !== right.currency) {
    throw new TypeError(`Cannot add ${right.currency} to ${left.currency}`);
  }
  return money(left.minor + right.minor, left.currency);
};

export const multiplyMoney = ({ minor, currency }: Money, factor: number): Money =>
  money(minor * factor, currency);

export const sumMoney = ([first, ...others]: readonly [Money, ...Money[]]): Money =>
  others.reduce(addMoney, first);
