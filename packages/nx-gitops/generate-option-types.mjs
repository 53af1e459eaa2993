// Writes src/{executors,generators}/<name>/schema.ts from the schema.json beside it: node packages/nx-gitops/generate-option-types.mjs
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./src', import.meta.url));

/** Every schema.json of the package, with the file and the text that follow from it. */
export const listOptionTypes = () =>
  ['executors', 'generators'].flatMap((kind) =>
    readdirSync(join(source, kind), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => join(source, kind, name))
      .map((folder) => ({
        file: join(folder, 'schema.ts'),
        text: formatOptionTypes(JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'))),
      })),
  );

const heading =
  '// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.\n';

export const formatOptionTypes = ({ title, description, properties = {}, required = [] }) =>
  Object.keys(properties).length === 0
    ? `${heading}\n/** ${description} */\nexport type ${title}Options = object;\n`
    : [
        '// Generated from schema.json by generate-option-types.mjs; a spec keeps it in step.',
        '',
        `/** ${description} */`,
        `export interface ${title}Options {`,
        ...Object.entries(properties).flatMap(([name, property]) => [
          `  /** ${property.description} */`,
          `  readonly ${name}${required.includes(name) ? '' : '?'}: ${typeOf(property, name)};`,
        ]),
        '}',
        '',
      ].join('\n');

const typeOf = ({ type, enum: values, items }, name) => {
  if (values) return values.map((value) => `'${value}'`).join(' | ');
  if (type === 'string' || type === 'boolean') return type;
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array') return `readonly ${typeOf(items ?? {}, name)}[]`;
  throw new Error(`schema.json: "${name}" has the type "${type}", which this script does not know`);
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { file, text } of listOptionTypes()) writeFileSync(file, text);
}
