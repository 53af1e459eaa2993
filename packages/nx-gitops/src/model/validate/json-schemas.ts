/** A definition of Kubernetes' OpenAPI v2 document. */
interface Definition {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Definition>>;
  readonly additionalProperties?: Definition | boolean;
  readonly items?: Definition;
  readonly required?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly {
    group: string;
    version: string;
    kind: string;
  }[];
}

export interface OpenApi {
  readonly definitions: Readonly<Record<string, Definition>>;
}

type JsonSchema = Record<string, unknown>;

/** Apart from their declared type string, the API server takes numbers for these. */
const alsoNumber = new Set([
  'io.k8s.apimachinery.pkg.api.resource.Quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
]);

const prefix = '#/definitions/';

/** Name of the schema file of a kind, as kubeconform forms it: `deployment-apps-v1.json`. */
export function schemaFileName(apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const short = group?.split('.')[0];
  return `${[kind.toLowerCase(), ...(short ? [short.toLowerCase()] : []), version].join('-')}.json`;
}

/**
 * The strict JSON Schema of a kind: unknown fields are errors, null stands for a field that is not there.
 * Undefined where the document does not know the kind.
 */
export function toJsonSchema(
  { definitions }: OpenApi,
  apiVersion: string,
  kind: string,
): JsonSchema | undefined {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const root = Object.entries(definitions).find(([, definition]) =>
    definition['x-kubernetes-group-version-kind']?.some(
      (gvk) => gvk.kind === kind && gvk.group === group && gvk.version === version,
    ),
  )?.[0];
  if (root === undefined) return undefined;
  const needed = new Map<string, JsonSchema>();
  const visit = (name: string): void => {
    const definition = definitions[name];
    if (!definition || needed.has(name)) return;
    needed.set(name, {});
    needed.set(name, convertNamed(name, definition, visit));
  };
  visit(root);
  return { $ref: prefix + root, definitions: Object.fromEntries(needed) };
}

function convertNamed(
  name: string,
  definition: Definition,
  visit: (name: string) => void,
): JsonSchema {
  return alsoNumber.has(name) ? { type: ['string', 'number', 'null'] } : convert(definition, visit);
}

function convert(definition: Definition, visit: (name: string) => void): JsonSchema {
  if (definition.$ref) {
    visit(definition.$ref.slice(prefix.length));
    return { $ref: definition.$ref };
  }
  const { type, properties, additionalProperties, items, required } = definition;
  const each = (inner: Definition): JsonSchema => convert(inner, visit);
  return {
    ...(type ? { type: [type, 'null'] } : {}),
    ...(required ? { required } : {}),
    ...(items ? { items: each(items) } : {}),
    ...(properties
      ? {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, inner]) => [name, each(inner)]),
          ),
          additionalProperties: false,
        }
      : {}),
    ...(typeof additionalProperties === 'object'
      ? { additionalProperties: each(additionalProperties) }
      : {}),
  };
}
