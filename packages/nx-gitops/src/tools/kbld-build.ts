import { delimiter } from 'node:path';
import { GitopsError } from '../model/errors.ts';
import type { KbldBuilder } from '../model/lock/kbld.ts';
import { lastLines, type RunTool } from './run-tool.ts';

/** One image that kbld has built by a builder of its own, and pushed. Folders are absolute. */
export interface KbldBuild {
  readonly image: string;
  readonly builder: KbldBuilder;
  readonly folder: string;
  /** Where it goes, without a tag. */
  readonly repository: string;
  readonly tag: string;
  /** The registry speaks plain HTTP. */
  readonly insecure: boolean;
  /** Where the programs of builders are looked for before PATH. */
  readonly bin: string;
}

/** Builds and pushes by `kbld`; the answer is the digest that was pushed. */
export async function kbldBuild(
  run: RunTool,
  build: KbldBuild,
  onLine: (line: string) => void,
): Promise<string> {
  const { name } = build.builder;
  const result = await run('kbld', ['-f', '-', '--images-annotation=false'], {
    input: formatKbldBuild(build),
    env: builderEnvironment(build),
    onLine,
  });
  const digest = /^image: \S+@(sha256:[0-9a-f]{64})$/m.exec(result.stdout)?.[1];
  if (result.exitCode === 0 && digest !== undefined) return digest;
  const missing = /exec: "(\w+)": executable file not found/.exec(result.stderr)?.[1];
  if (missing !== undefined) {
    throw new GitopsError(
      'BUILDER_MISSING',
      `kbld.yaml of "${build.image}" asks for the builder "${name}", and ${missing} is not on PATH`,
      `Install ${missing}, or give the service a Dockerfile.`,
    );
  }
  throw new GitopsError(
    'BUILD_FAILED',
    `"${build.image}" does not build by ${name}`,
    lastLines(result.stderr || result.stdout, 25),
  );
}

/**
 * What kbld reads. ko pushes by itself, without Docker: kbld asks it for `--local`, which the last option takes back.
 * The others load their image into Docker, from where kbld pushes it.
 */
export function formatKbldBuild({ image, builder, folder, ...to }: KbldBuild): string {
  const isKo = builder.name === 'ko';
  const options = isKo ? koOptions(builder.options, to) : builder.options;
  const documents = [
    config('Sources', { sources: [{ image, path: folder, [builder.name]: options }] }),
    ...(isKo
      ? []
      : [
          config('ImageDestinations', {
            destinations: [{ image, newImage: to.repository, tags: [to.tag] }],
          }),
        ]),
    { image },
  ];
  return documents.map((document) => `---\n${JSON.stringify(document)}\n`).join('');
}

const config = (kind: string, fields: object): object => ({
  apiVersion: 'kbld.k14s.io/v1alpha1',
  kind,
  ...fields,
});

function koOptions(
  options: unknown,
  { tag, insecure }: Pick<KbldBuild, 'tag' | 'insecure'>,
): object {
  const own = (options as { build?: { rawOptions?: readonly string[] } } | null)?.build?.rawOptions;
  const ours = ['--local=false', '--bare', `--tags=${tag}`];
  const rawOptions = [...(own ?? []), ...ours, ...(insecure ? ['--insecure-registry'] : [])];
  return { build: { rawOptions } };
}

/** Where the commit of the workspace would get into a binary, each commit would give another digest. */
const builderEnvironment = ({ builder, repository, bin }: KbldBuild): Record<string, string> => ({
  PATH: [bin, process.env['PATH'] ?? ''].join(delimiter),
  ...(builder.name === 'ko'
    ? {
        KO_DOCKER_REPO: repository,
        GOFLAGS: `${process.env['GOFLAGS'] ?? ''} -buildvcs=false`.trim(),
      }
    : {}),
});
