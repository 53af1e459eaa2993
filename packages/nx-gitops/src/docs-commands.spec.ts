import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'packages/nx-gitops/README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Names that Nx itself has: "nx report shop" runs no target "report", but the report of Nx. */
const commandsOfNx = new Set(
  (
    'add affected completion connect daemon exec format generate graph import init list login ' +
    'logout mcp migrate new record register release repair report reset run run-many show sync watch'
  ).split(' '),
);

/** Flags that Nx takes for itself, so that no generator gets them. */
const flagsOfNx = new Set(['version', 'help', 'verbose', 'quiet', 'interactive', 'dryRun']);
const everywhere = ['dry-run', 'no-interactive', 'help', 'verbose'];

interface Line {
  readonly page: string;
  readonly line: string;
}

/** The commands of the pages, in blocks and in the text. */
const lines: readonly Line[] = pages.flatMap((page) => {
  const text = read(page);
  const blocks = [...text.matchAll(/^```(?:sh)?\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block.split('\n'),
  );
  const inline = [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/`([^`\n]+)`/g)];
  return [...blocks, ...inline.map(([, code = '']) => code)].map((line) => ({ page, line }));
});

const optionsOf = (line: string): string[] =>
  [...line.replace(/\s#\s.*$/, '').matchAll(/\s--(?:no-)?([a-zA-Z][\w-]*)/g)].map(
    ([, option = '']) => option,
  );

const found = (pattern: RegExp): readonly (Line & { name: string; rest: string })[] =>
  lines.flatMap(({ page, line }) =>
    [...line.matchAll(pattern)].map(([, name = '', rest = '']) => ({ page, line, name, rest })),
  );

interface Named {
  readonly schema: string;
}

const generators = (
  JSON.parse(read('packages/nx-gitops/generators.json')) as { generators: Record<string, Named> }
).generators;

const propertiesOf = ({ schema }: Named): string[] =>
  Object.keys(
    (JSON.parse(read(`packages/nx-gitops/${schema}`)) as { properties: object }).properties,
  );

describe('the generators that the docs call', () => {
  const calls = found(/\bnx (?:g|generate) nx-gitops:([\w-]+)(.*)/g);

  it('are there, with these options', () => {
    const wrong = calls.filter(({ name, rest }) => {
      const named = generators[name];
      const known = named && [...propertiesOf(named), ...everywhere];
      return !known || optionsOf(rest).some((option) => !known.includes(option));
    });

    expect(calls.length).toBeGreaterThan(20);
    expect(wrong).toEqual([]);
  });

  it.each(Object.entries(generators))('have options that Nx lets through: %s', (_, named) => {
    expect(propertiesOf(named).filter((name) => flagsOfNx.has(name))).toEqual([]);
  });
});

describe('the commands that the docs call', () => {
  const calls = found(/(?:^|\s)(?:npx )?nx-gitops ([a-z][\w-]*)(.*)/g);
  const sourceOf = (name: string): string => {
    const file = name === 'unfreeze' ? 'freeze' : name === 'check' ? 'check-options' : name;
    const path = `packages/nx-gitops/src/cli/${file}.ts`;
    return existsSync(join(root, path)) ? read(path) : '';
  };

  it('are there, with these options', () => {
    const shared = read('packages/nx-gitops/src/cli/command.ts');
    const wrong = calls.filter(({ name, rest }) => {
      const source = sourceOf(name);
      return (
        source === '' ||
        optionsOf(rest).some((option) => !takes(source, option) && !takes(shared, option))
      );
    });

    expect(calls.length).toBeGreaterThan(50);
    expect(wrong).toEqual([]);
  });
});

const takes = (source: string, option: string): boolean =>
  option === 'help' || new RegExp(`--${option}\\b|\\b${option}'?: \\{`).test(source);

it('names no target as Nx names a command of its own', () => {
  const calls = found(/\bnx ([a-z][\w-]*) (?:config-repository|catalog|<[\w ]+>)/g);

  expect(calls.length).toBeGreaterThan(10);
  expect(calls.filter(({ name }) => commandsOfNx.has(name) && name !== 'run')).toEqual([]);
});
