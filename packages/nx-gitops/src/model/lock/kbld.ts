import { posix } from 'node:path';
import * as v from 'valibot';
import { GitopsError } from '../errors.ts';
import { parseYamlDocuments, type ParseYaml, type YamlDocument } from '../manifest/yaml.ts';

const DockerOptions = v.object({
  file: v.optional(v.string()),
  target: v.optional(v.string()),
  pull: v.optional(v.boolean()),
  noCache: v.optional(v.boolean()),
  rawOptions: v.optional(v.array(v.string())),
});

const Source = v.object({
  image: v.pipe(v.string(), v.nonEmpty('Expected the name of an image, e.g. "catalog"')),
  path: v.pipe(v.string(), v.nonEmpty('Expected a folder, e.g. "."')),
  docker: v.optional(
    v.object({ build: v.optional(DockerOptions), buildx: v.optional(DockerOptions) }),
  ),
  pack: v.optional(v.unknown()),
  ko: v.optional(v.unknown()),
  bazel: v.optional(v.unknown()),
  kubectlBuildkit: v.optional(v.unknown()),
});
const Sources = v.object({
  sources: v.pipe(v.array(Source), v.nonEmpty('Expected at least one source')),
});
const Destinations = v.object({
  destinations: v.array(v.object({ image: v.string(), newImage: v.string() })),
});

const kbldBuilders = ['pack', 'ko', 'bazel', 'kubectlBuildkit'] as const;

/** A builder that kbld starts, with its options as `kbld.yaml` has them. */
export interface KbldBuilder {
  readonly name: (typeof kbldBuilders)[number];
  readonly options: unknown;
}

/** An image that a service builds: one entry of `Sources` with its `ImageDestinations`. */
export interface ImageSource {
  /** The name that manifests use, e.g. `catalog`. */
  readonly image: string;
  /** The folder of the build context, relative to the workspace. */
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string | undefined;
  readonly rawOptions: readonly string[];
  /** Set where kbld itself has to build. */
  readonly kbldBuilder: KbldBuilder | undefined;
  /** Where the image is pushed to, e.g. `registry.example/shop/catalog`. */
  readonly destination: string;
}

/**
 * `kbld.yaml` of a service → its images. Paths in it are relative to its folder, as for `kbld -f kbld.yaml` run there.
 * @see https://carvel.dev/kbld/docs/latest/config/
 */
export function parseKbld(
  text: string,
  file: string,
  parse: ParseYaml = parseYamlDocuments,
): readonly ImageSource[] {
  const documents = parse(text, file);
  const sources = documents.filter((document) => kindOf(document) === 'Sources');
  if (sources.length === 0) {
    throw new GitopsError(
      'KBLD_INVALID',
      `${file}: Expected a document of kind Sources`,
      'Add "apiVersion: kbld.k14s.io/v1alpha1", "kind: Sources" and "sources:" with "- image: <registry>/<name>" and "path: .".',
    );
  }
  const destinations = documents
    .filter((document) => kindOf(document) === 'ImageDestinations')
    .flatMap((document) => check(Destinations, document, file).destinations);
  return sources
    .flatMap((document) => check(Sources, document, file).sources)
    .map((source) => imageSource(source, destinations, file));
}

const kindOf = (document: YamlDocument): unknown =>
  (document.value as { kind?: unknown } | undefined)?.kind;

function check<T>(schema: v.GenericSchema<unknown, T>, document: YamlDocument, file: string): T {
  const result = v.safeParse(schema, document.value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  const path = (issue.path ?? []).map((item) => item.key as string | number);
  throw new GitopsError(
    'KBLD_INVALID',
    `${file}:${document.lineOf(path)}: ${path.join('.')}: ${issue.message}`,
    'Correct kbld.yaml; https://carvel.dev/kbld/docs/latest/config/ describes the format.',
  );
}

function imageSource(
  source: v.InferOutput<typeof Source>,
  destinations: v.InferOutput<typeof Destinations>['destinations'],
  file: string,
): ImageSource {
  const destination = destinations.find(({ image }) => image === source.image);
  if (!destination) {
    throw new GitopsError(
      'KBLD_INVALID',
      `${file}: Image "${source.image}" has no destination`,
      `Add "kind: ImageDestinations" with image "${source.image}" and the registry to push to as newImage.`,
    );
  }
  const docker = source.docker?.buildx ?? source.docker?.build;
  const context = posix.join(posix.dirname(file), source.path);
  return {
    image: source.image,
    context,
    dockerfile: posix.join(context, docker?.file ?? 'Dockerfile'),
    target: docker?.target,
    rawOptions: docker?.rawOptions ?? [],
    kbldBuilder: kbldBuilders
      .filter((name) => source[name] !== undefined)
      .map((name) => ({ name, options: source[name] }))[0],
    destination: destination.newImage,
  };
}
