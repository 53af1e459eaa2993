import { expect, it } from 'vitest';
import { joinDocuments } from '../manifest/documents.ts';
import { spliceSecrets, spliceText } from './splice-secrets.ts';

const plain = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`;
const sealed = (name: string, value: string, namespace = 'shop'): string =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\ndata:\n  a: ENC[AES256_GCM,data:${value}]\nsops:\n  mac: ENC[AES256_GCM,data:${value}]\n  version: 3.10.2\n`;
const state = (...documents: string[]): string => joinDocuments(documents);

const splice = (given: {
  then: string;
  now?: string;
  filesThen?: string[];
  filesNow?: string[];
}): { state: string; lost: readonly string[] } =>
  spliceSecrets({ now: '', filesThen: [], filesNow: [], namespace: 'shop', ...given });

it('gives back every byte where no secret changed', () => {
  const then = state(plain('a'), sealed('chart', '1'), sealed('x', '1'), sealed('y', '1'));
  const files = [sealed('x', '1'), sealed('y', '1')];
  const now = state(plain('b'), sealed('chart', '1'), ...files);
  expect(splice({ then, now, filesThen: files, filesNow: files }).state).toBe(then);
  expect(splice({ then: `# as kbld wrote it\n${plain('a')}` }).state).toBe(
    `# as kbld wrote it\n${plain('a')}`,
  );
});

it('takes the secrets of now, those of the chart in their places, those of files at the end', () => {
  const then = state(plain('a'), sealed('one', '1'), sealed('two', '1'), sealed('x', '1'));
  const now = state(plain('b'), sealed('two', '2'), sealed('x', '2'), sealed('new', '2'));
  const filesNow = [sealed('x', '2'), sealed('new', '2')];
  expect(splice({ then, now, filesThen: [sealed('x', '1')], filesNow })).toEqual({
    state: state(plain('a'), sealed('one', '1'), sealed('two', '2'), ...filesNow),
    lost: [],
  });
});

it('knows an object by its namespace too', () => {
  const then = state(plain('a'), sealed('one', '1', 'elsewhere'));
  const now = state(plain('a'), sealed('one', '2'));
  expect(splice({ then, now }).state).toBe(then);
});

it('follows a secret that moved between chart and file', () => {
  const inFile = state(plain('a'), sealed('one', '1'));
  const filesNow = [sealed('one', '2')];
  const moved = state(plain('a'), sealed('one', '2'));
  expect(splice({ then: inFile, now: moved, filesNow }).state).toBe(moved);
  expect(splice({ then: inFile, now: moved, filesThen: [sealed('one', '1')] }).state).toBe(moved);
});

it('names what cannot be brought: an object that was taken out of a file that is still there', () => {
  const filesThen = [sealed('x', '1'), sealed('y', '1')];
  const filesNow = [sealed('x', '2')];
  const then = state(plain('a'), ...filesThen);
  expect(splice({ then, now: state(plain('a'), ...filesNow), filesThen, filesNow }).lost).toEqual([
    'Secret shop/y',
  ]);
});

it('changes a rendered file in the same way, and nothing else of it', () => {
  const file = (value: string): string =>
    `---\n# Source: a/b.yaml\n${sealed('one', value)}---\n# Source: a/b.yaml\n${plain('a')}`;
  const [then, now] = [state(sealed('one', '1')), state(sealed('one', '$&2'))];
  expect(spliceText(file('1'), then, now, 'shop')).toBe(file('$&2'));
  expect(spliceText(file('1'), then, state(plain('a')), 'shop')).toBe(file('1'));
});
