import type { Platform } from '../io/platform.ts';
import { GitopsError } from '../model/errors.ts';

/** What a build may use beside its context, as `docker build` writes it; the values of secrets are never here. */
export interface BuildMounts {
  /** `id=<name>,src=<file>` or `id=<name>,env=<variable>`. */
  readonly secrets: readonly string[];
  readonly ssh: readonly string[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
}

/** One image to build and push, for any builder. Folders are absolute. */
export interface BuildRequest {
  readonly context: string;
  readonly dockerfileFolder: string;
  readonly dockerfileName: string;
  /** Reference with tag that is pushed. */
  readonly reference: string;
  readonly target: string | undefined;
  readonly buildArguments: readonly string[];
  readonly platforms: readonly string[];
  readonly mounts: BuildMounts;
  /** Base images that stand in for what FROM names, by its familiar name. */
  readonly baseImages: Readonly<Record<string, string>>;
  /** The registry speaks plain HTTP. */
  readonly insecure: boolean;
  readonly metadataFile: string;
}

/** Builds and pushes; the answer is the digest that the builder pushed. */
export interface Builder {
  readonly name: string;
  readonly build: (request: BuildRequest, onLine: (line: string) => void) => Promise<string>;
}

/** Which builder a workspace has: the local platform's, else BUILDKIT_HOST, else Docker. */
export type BuilderChoice =
  { readonly kind: 'buildkit'; readonly address: string } | { readonly kind: 'docker' };

export function chooseBuilder(
  platform: Platform,
  environment: Readonly<Record<string, string | undefined>>,
): BuilderChoice {
  const { builder } = platform;
  if (builder?.kind === 'docker') return { kind: 'docker' };
  const address = builder?.address ?? environment['BUILDKIT_HOST'];
  return address === undefined ? { kind: 'docker' } : { kind: 'buildkit', address };
}

/** What a failed build says, and what to do about it. `image` is the name in kbld.yaml. */
export function buildError(image: string, dockerfile: string, output: string): GitopsError {
  const beyond = /"?(\/[^"\s]*)"?: not found/.exec(output)?.[1];
  if (/failed to (compute cache key|calculate checksum)/.test(output) && beyond !== undefined) {
    return new GitopsError(
      'BUILD_FAILED',
      `${dockerfile} copies "${beyond}", which is not among the covered files of "${image}"`,
      'An image is made from the production files of its projects and the outputs of their build target only. Add the file to one of these, or correct the COPY.',
    );
  }
  return new GitopsError(
    'BUILD_FAILED',
    `${dockerfile} of "${image}" does not build`,
    tail(output),
  );
}

const tail = (output: string): string => output.trimEnd().split('\n').slice(-25).join('\n');
