import { isTree, type Tree } from '../manifest/tree.ts';

/** The strict JSON Schema of one version of a custom resource. */
export interface CrdSchema {
  readonly group: string;
  readonly kind: string;
  readonly version: string;
  readonly schema: Tree;
}

/** The schemas of a CustomResourceDefinition; none where the object is something else or has no schema. */
export function readCrdSchemas(object: unknown): CrdSchema[] {
  if (!isTree(object) || object['kind'] !== 'CustomResourceDefinition') return [];
  const spec = isTree(object['spec']) ? object['spec'] : {};
  const kind = String((spec['names'] as Tree | undefined)?.['kind'] ?? '');
  const versions = Array.isArray(spec['versions']) ? (spec['versions'] as Tree[]) : [];
  return versions.flatMap((version) => {
    const own = version['schema'] ?? spec['validation'];
    const openApi = isTree(own) ? own['openAPIV3Schema'] : undefined;
    if (version['served'] === false || !isTree(openApi)) return [];
    return [
      {
        group: String(spec['group']),
        kind,
        version: String(version['name']),
        schema: { $schema: draft, ...convert(withObjectFields(openApi)) },
      },
    ];
  });
}

/** apiVersion, kind and metadata belong to every object, whether the schema says so or not. */
const withObjectFields = (schema: Tree): Tree => ({
  ...schema,
  properties: { ...objectFields, ...(schema['properties'] as Tree | undefined), metadata: any },
});

const any: Tree = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
const objectFields: Tree = { apiVersion: { type: 'string' }, kind: { type: 'string' } };

/** The draft whose flags `exclusiveMinimum` and `exclusiveMaximum` are those of OpenAPI 3.0. */
const draft = 'http://json-schema.org/draft-04/schema#';

/** Words of OpenAPI 3.0 that mean the same in JSON Schema. */
const kept = [
  ...[
    'required',
    'enum',
    'exclusiveMinimum',
    'exclusiveMaximum',
    'pattern',
    'format',
    'minimum',
    'maximum',
    'multipleOf',
    'uniqueItems',
  ],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
];

/** A schema that decides what fields there are: unknown ones are errors, null is a field that is not there. */
function convert(schema: Tree): Tree {
  const inner = schema['x-kubernetes-embedded-resource'] ? withObjectFields(schema) : schema;
  const { type, properties, additionalProperties, items } = inner;
  const isOpen = inner['x-kubernetes-preserve-unknown-fields'] === true;
  return {
    ...limits(inner),
    ...typeOf(inner, type),
    ...(isTree(items) ? { items: convert(items) } : {}),
    ...(isTree(properties) ? { properties: mapTrees(properties, convert) } : {}),
    ...(isTree(additionalProperties)
      ? { additionalProperties: convert(additionalProperties) }
      : isTree(properties) && !isOpen && additionalProperties !== true
        ? { additionalProperties: false }
        : {}),
  };
}

function typeOf(schema: Tree, type: unknown): Tree {
  if (schema['x-kubernetes-int-or-string']) return { type: ['integer', 'string', 'null'] };
  return typeof type === 'string' ? { type: [type, 'null'] } : {};
}

/** What narrows values, and the schemas inside of it, which say nothing of what fields there are. */
function limits(schema: Tree): Tree {
  const result: Record<string, unknown> = {};
  for (const key of kept) if (key in schema) result[key] = schema[key];
  if (Array.isArray(result['enum'])) result['enum'] = [...(result['enum'] as unknown[]), null];
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    const parts = schema[key];
    if (Array.isArray(parts)) result[key] = (parts as Tree[]).map(narrow);
  }
  if (isTree(schema['not'])) result['not'] = narrow(schema['not']);
  return result;
}

const narrow = (schema: Tree): Tree => ({
  ...limits(schema),
  ...(typeof schema['type'] === 'string' ? { type: schema['type'] } : {}),
  ...(isTree(schema['items']) ? { items: narrow(schema['items']) } : {}),
  ...(isTree(schema['properties']) ? { properties: mapTrees(schema['properties'], narrow) } : {}),
});

const mapTrees = (trees: Tree, map: (tree: Tree) => Tree): Tree =>
  Object.fromEntries(Object.entries(trees).map(([name, tree]) => [name, map(tree as Tree)]));
