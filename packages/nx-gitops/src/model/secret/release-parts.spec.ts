import { expect, it } from 'vitest';
import { splitRelease } from './release-parts.ts';

const plain = (name: string): string => `kind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const sealed = (name: string, mac: string): string =>
  `kind: Secret\nmetadata:\n  name: ${name}\nsops:\n  mac: ENC[AES256_GCM,data:${mac}]\n  version: 3.10.2\n`;
const json = (name: string, mac: string): string =>
  `${JSON.stringify({ kind: 'Secret', metadata: { name }, sops: { mac: `ENC[AES256_GCM,data:${mac}]`, version: '3.10.2' } }, null, 2)}\n`;

const state = (...documents: string[]): string => documents.map((one) => `---\n${one}`).join('');

it('keeps documents of one file of sops together, and those of two apart', () => {
  const documents = [sealed('a', 'one'), sealed('b', 'one'), sealed('c', 'two')];
  expect(splitRelease(state(...documents))).toEqual([
    { kind: 'encrypted', documents: documents.slice(0, 2) },
    { kind: 'encrypted', documents: documents.slice(2) },
  ]);
});

it('keeps the order, plain documents between encrypted ones included', () => {
  const documents = [plain('a'), plain('b'), sealed('c', 'one'), plain('d'), json('e', 'two')];
  expect(
    splitRelease(state(...documents)).map(({ kind, documents }) => [kind, documents.length]),
  ).toEqual([
    ['plain', 2],
    ['encrypted', 1],
    ['plain', 1],
    ['encrypted', 1],
  ]);
});

it('loses and adds no byte of a document', () => {
  const documents = [plain('a'), sealed('b', 'one'), json('c', 'two')];
  expect(splitRelease(state(...documents)).flatMap((part) => part.documents)).toEqual(documents);
});

it('does not take the word "sops" in a value for its metadata', () => {
  const text = `${plain('a')}data:\n  note: |\n    sops:\n      mac: ENC[x]\n`;
  expect(splitRelease(text)).toEqual([{ kind: 'plain', documents: [text] }]);
});

it('finds nothing in nothing', () => {
  expect(splitRelease('')).toEqual([]);
  expect(splitRelease('---\n\n---\n')).toEqual([]);
});
