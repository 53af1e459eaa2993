import { expect, it } from 'vitest';
import { formatChartLock, readArchivePins } from './chart-pins.ts';
import { checkChartLock } from './chart-lock.ts';
import { findSource } from './chart-source.ts';
import { isInRange } from './version-range.ts';

const kindOf = (repository: string): string =>
  findSource({ name: 'a', version: '1.0.0', repository }, 'c/umbrella').kind;

it('knows each kind of source', () => {
  expect(
    [
      '',
      'file://charts/a',
      'file://../lib',
      'oci://r/x',
      '@b',
      'alias:b',
      'https://h',
      's3://b',
    ].map(kindOf),
  ).toEqual(['embedded', 'embedded', 'path', 'oci', 'named', 'named', 'repository', 'repository']);
  expect(findSource({ name: 'a', repository: 'file://../lib' }, 'c/umbrella')).toEqual({
    kind: 'path',
    folder: 'c/lib',
  });
  expect(findSource({ name: 'a', repository: 'oci://127.0.0.1:5000/x/' }, 'c')).toEqual({
    kind: 'oci',
    reference: 'oci://127.0.0.1:5000/x/a',
    isLoopback: true,
  });
});

it('writes a Chart.lock that is in step, and reads the archives of it again', () => {
  const wanted = [{ name: 'a', version: '^1.0.0', repository: 'https://h' }];
  const pins = new Map([['a-1.2.0.tgz', `sha256:${'0'.repeat(64)}`]]);
  const text = formatChartLock(wanted, [{ ...wanted[0], version: '1.2.0' }], pins);
  expect(text).toContain('dependencies:\n- name: a\n  repository: https://h\n  version: 1.2.0\n');
  expect(readArchivePins(text)).toEqual(pins);
  checkChartLock(
    'dependencies:\n- {name: a, version: ^1.0.0, repository: "https://h"}\n',
    text,
    'c',
  );
});

it('reads ranges as Helm does', () => {
  expect(isInRange('1.2.0', '>= 1.0.0, < 2')).toBe(true);
  expect(isInRange('2.0.0', '^1.0.0 || ~2.1')).toBe(false);
  expect(isInRange('2.0.0-rc.1', '>1')).toBe(false);
  expect(isInRange('1.0.0', 'what?')).toBeUndefined();
});
