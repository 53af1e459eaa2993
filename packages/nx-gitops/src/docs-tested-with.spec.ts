import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { ladder } from './stages/validate/ladder.ts';
import { toolVersions } from './tools/tool-versions.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const [, section = ''] = read('docs/rendering.md').split('## Tested with\n');
const rows = section
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) =>
    line
      .slice(2, -2)
      .split(' | ')
      .map((cell) => cell.trim()),
  )
  .map(([what = '', tools = '', versions = '', spec = '']) => ({
    what,
    tools: tools === '' ? [] : tools.split(', '),
    versions: versions.split(', '),
    spec: /^`([\w-]+\.spec\.ts)`/.exec(spec)?.[1],
  }));

const specs = new Set(
  ['src', 'test/integration']
    .flatMap((folder) =>
      readdirSync(join(root, 'packages/nx-gitops', folder), { recursive: true, encoding: 'utf8' }),
    )
    .map((path) => path.split('/').at(-1)),
);

/** Those of the tool chain, whose table is held to its go.mod by a spec of its own, and of the test server for S3. */
const versionOf = (tool: string): string | undefined =>
  tool === 'moto'
    ? /moto\[s3\]==([\d.]+)/.exec(read('packages/nx-gitops/test/workspace/moto.ts'))?.[1]
    : (toolVersions as Record<string, { version: string }>)[tool]?.version;

it('names a spec that there is in each line', () => {
  expect(rows.length).toBeGreaterThan(25);
  for (const { what, spec } of rows) expect(specs, what).toContain(spec);
});

it('names the versions that the tests run with', () => {
  for (const { what, tools, versions } of rows) {
    if (versions.some((version) => version.startsWith('that of'))) continue;
    expect(tools.map(versionOf), what).toEqual(tools.length === 0 ? [] : versions);
  }
});

it('has a line for each rung, overlay and kind of source', () => {
  const lines = rows.map(({ what }) => what).join('\n');
  for (const { name } of ladder) expect(lines).toContain(`rung \`${name}\``);
  for (const kind of ['kustomize', 'ytt', 'function', 'command']) {
    expect(lines).toContain(`overlay \`${kind}\``);
  }
  for (const source of ['`file://`', '`https://`', '`@name`', '`oci://`', 'plugin']) {
    expect(lines).toContain(source);
  }
});
