export { addMoney, multiplyMoney, sumMoney } from './arithmetic.ts';
export { formatMoney } from './format-money.ts';
export { money, type Money } from './money.ts';
export { parseMoney } from './parse-money.ts';
