import { expect, it } from 'vitest';
import { readValue, writeValue } from './yaml-values.ts';

it.each(['a: "yes"', 'a: "0777"', 'a: "on"', 'a: 9007199254740993', 'a: true', 'a: "1e3"'])(
  'gives %s back as it means to Kubernetes',
  (text) => {
    const again = readValue(writeValue(readValue(text)));
    expect(again).toEqual(readValue(text));
    expect(writeValue(readValue(text)).trim()).toBe(text);
  },
);

it('reads what Kubernetes reads', () => {
  expect(readValue('a: yes')).toEqual({ a: true });
});
