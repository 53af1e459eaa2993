import { GitopsError } from '../model/errors.ts';
import { expectSuccess, type RunTool } from './run-tool.ts';

/**
 * Replaces the images of all manifests below `folder` by the digests of `config` (a kbld document). Everything is
 * locked by then; a proxy that does not exist keeps kbld from asking a registry all the same.
 */
export async function kbldResolve(run: RunTool, folder: string, config: string): Promise<string> {
  const result = await run('kbld', ['-f', folder, '-f', '-', '--images-annotation=false'], {
    input: config,
    env: { HTTP_PROXY: unreachable, HTTPS_PROXY: unreachable, NO_PROXY: '' },
  });
  const unlocked = /Resolving image '([^']+)'/.exec(result.stderr)?.[1];
  if (result.exitCode !== 0 && unlocked !== undefined) {
    throw new GitopsError(
      'IMAGE_UNLOCKED',
      `No lock pins the image "${unlocked}"`,
      'Lock it: "nx lock <service>" for an image of a service, "nx lock <config repository>" for others.',
    );
  }
  return expectSuccess('kbld', 'pinning the images', result).stdout;
}

const unreachable = 'http://127.0.0.1:9';
