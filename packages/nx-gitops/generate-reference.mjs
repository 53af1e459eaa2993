// Writes docs/reference.md from the schemas of executors, generators and settings: node packages/nx-gitops/generate-reference.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const readJson = (path) => JSON.parse(readFileSync(here(path), 'utf8'));

export const referenceFile = here('../../docs/reference.md');

/** The page, as the schemas have it now. */
export const formatReference = () =>
  [
    '# Reference',
    '',
    '<!-- Made by packages/nx-gitops/generate-reference.mjs from the schemas; a spec keeps it in step. -->',
    '',
    'Options of [targets](#targets) and [generators](#generators), and the settings of [gitops.yaml](#gitopsyaml). The commands are in [the command line](cli.md), the files in [the config repository](config-repository.md).',
    '',
    '## Targets',
    '',
    ...Object.entries(readJson('executors.json').executors).flatMap(formatEntry),
    '## Generators',
    '',
    ...Object.entries(readJson('generators.json').generators).flatMap(formatEntry),
    '## gitops.yaml',
    '',
    ...formatSettings(readJson('schemas/gitops.schema.json')),
    '',
  ].join('\n');

function formatEntry([name, { schema, description }]) {
  const { properties = {}, required = [], examples = [] } = readJson(schema);
  const rows = Object.entries(properties).map(([option, property]) => [
    `\`${option}\``,
    typeOf(property),
    `${property.description}${required.includes(option) ? ' Has to be given.' : ''}${defaultOf(property)}`,
  ]);
  return [
    `### ${name}`,
    '',
    description,
    '',
    ...examples.flatMap(({ command, description: about }) => [
      `${about}:`,
      '',
      '```sh',
      command,
      '```',
      '',
    ]),
    ...(rows.length > 0 ? [...table(['option', 'type', 'meaning'], rows), ''] : []),
  ];
}

function formatSettings(schema, prefix = '') {
  const rows = [];
  const collect = (properties, path) => {
    for (const [name, property] of Object.entries(properties ?? {})) {
      if (name === '$schema') continue;
      const inner = objectOf(property);
      const whole = `${path}${name}`;
      if (property.description !== undefined || inner === undefined) {
        rows.push([`\`${whole}\``, typeOf(property), property.description ?? '']);
      }
      if (inner?.properties) collect(inner.properties, `${whole}.`);
      const values = objectOf(inner?.additionalProperties);
      if (values?.properties) collect(values.properties, `${whole}.<name>.`);
    }
  };
  collect(schema.properties, prefix);
  return table(['setting', 'type', 'meaning'], rows);
}

const objectOf = (property) =>
  [property, ...(property?.anyOf ?? [])].find((one) => one?.type === 'object');

const typeOf = ({ type, enum: values, items, anyOf }) => {
  if (values) return values.map((value) => `\`${value}\``).join(', ');
  if (type === 'array') return `list of ${items?.type ?? 'object'}s`;
  return type ?? anyOf?.map(typeOf).join(' or ') ?? '';
};

const defaultOf = ({ default: value }) =>
  value === undefined || value === false ? '' : ` Without it: \`${JSON.stringify(value)}\`.`;

/** A table as prettier lays it out. */
function table(head, rows) {
  const clean = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(...clean.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const [first, ...others] = clean;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(referenceFile, formatReference());
}
