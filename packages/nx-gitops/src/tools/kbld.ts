import { parse } from 'yaml';
import type { ProcessResult } from '../io/process.ts';
import { GitopsError } from '../model/errors.ts';
import { rareCollection } from './go-memory.ts';
import { expectSuccess, type RunTool } from './run-tool.ts';

/** What kbld is asked to resolve. */
export interface KbldRequest {
  /** A YAML stream: manifests and the Config documents that hold the digests. */
  readonly stream: string;
  /** A folder of manifests beside the stream. */
  readonly folder?: string;
}

/**
 * Replaces the images of manifests by the digests of the Config documents. Everything is locked by then; a proxy that
 * does not exist keeps kbld from asking a registry all the same.
 */
export async function kbldResolve(run: RunTool, request: KbldRequest): Promise<string> {
  const result = await kbldAttempt(run, request);
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

/** As `kbldResolve`; a failure is a result, not an error. */
export const kbldAttempt = (
  run: RunTool,
  { stream, folder }: KbldRequest,
): Promise<ProcessResult> => {
  const files = folder === undefined ? [] : ['-f', folder];
  return run('kbld', [...files, '-f', '-', '--images-annotation=false'], {
    input: stream,
    env: { ...rareCollection, HTTP_PROXY: unreachable, HTTPS_PROXY: unreachable, NO_PROXY: '' },
  });
};

/** Every image name that kbld finds in a stream, by the search rules in it. */
export async function kbldInspect(run: RunTool, stream: string): Promise<string[]> {
  const result = await run('kbld', ['--unresolved-inspect', '-f', '-'], { input: stream });
  const { stdout } = expectSuccess('kbld', 'looking for images', result);
  const found = (parse(stdout) ?? []) as readonly { readonly image: string }[];
  return found.map(({ image }) => image);
}

const unreachable = 'http://127.0.0.1:9';
