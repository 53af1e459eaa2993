import { GitopsError } from '../model/errors.ts';
import { lastLines, type RunTool } from './run-tool.ts';

/** crane, for what kbld cannot say: whether a registry has an image. */
export interface Crane {
  /** The digest of a reference, undefined where the registry has no such image. */
  readonly findDigest: (reference: string) => Promise<string | undefined>;
}

export const openCrane = (run: RunTool): Crane => ({
  findDigest: async (reference) => {
    const result = await run('crane', ['digest', reference]);
    if (result.exitCode === 0) return result.stdout.trim();
    if (/MANIFEST_UNKNOWN|NAME_UNKNOWN|NOT_FOUND|status code 404/.test(result.stderr))
      return undefined;
    throw registryError(reference, result.stderr);
  },
});

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
