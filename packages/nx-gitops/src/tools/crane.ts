import { GitopsError } from '../model/errors.ts';
import { lastLines, type RunTool } from './run-tool.ts';

/** crane, for what kbld cannot say: whether a registry has an image. */
export interface Crane {
  /** The digest of a reference, undefined where the registry has no such image. */
  readonly findDigest: (reference: string) => Promise<string | undefined>;
  /** The tags of a repository, undefined where the registry has no such repository. */
  readonly listTags: (repository: string) => Promise<readonly string[] | undefined>;
  /** Copies an image, all its platforms, by the bytes: the digest stays. */
  readonly copy: (from: string, to: string) => Promise<void>;
}

export const openCrane = (run: RunTool): Crane => ({
  findDigest: async (reference) => {
    const result = await run('crane', ['digest', reference]);
    if (result.exitCode === 0) return result.stdout.trim();
    if (isUnknown(result.stderr)) return undefined;
    throw registryError(reference, result.stderr);
  },
  listTags: async (repository) => {
    const result = await run('crane', ['ls', repository]);
    if (result.exitCode === 0) return result.stdout.split('\n').filter(Boolean);
    if (isUnknown(result.stderr)) return undefined;
    throw registryError(repository, result.stderr);
  },
  copy: async (from, to) => {
    const result = await run('crane', ['copy', from, to]);
    if (result.exitCode !== 0) throw registryError(to, result.stderr);
  },
});

const isUnknown = (output: string): boolean =>
  /MANIFEST_UNKNOWN|NAME_UNKNOWN|NOT_FOUND|status code 404/.test(output);

/** What a registry's refusal or silence means for a person. */
export function registryError(reference: string, output: string): GitopsError {
  const registry = reference.split('/')[0];
  if (/unauthorized|denied|forbidden|status code 40[13]/i.test(output)) {
    return new GitopsError(
      'PUSH_REFUSED',
      `The registry ${registry} refuses access to ${reference}`,
      `Log in ("docker login ${registry}") with an account that may push there.\n${lastLines(output, 5)}`,
    );
  }
  return new GitopsError(
    'REGISTRY_UNREACHABLE',
    `The registry ${registry} does not answer for ${reference}`,
    `Check the name in kbld.yaml and the network, or start the local platform.\n${lastLines(output, 5)}`,
  );
}
