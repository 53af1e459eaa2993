import { posix } from 'node:path';
import { copyNormalized, isDirectory } from '../../io/files.ts';
import { listFiles } from '../../io/list-files.ts';
import { GitopsError } from '../../model/errors.ts';
import type { ImageSource } from '../../model/lock/kbld.ts';

export interface ContextInput {
  readonly root: string;
  readonly source: ImageSource;
  /** Paths of the covered files, relative to the workspace, with Git's mode. */
  readonly covered: ReadonlyMap<string, { readonly mode: string }>;
  /** Folders and files that the build targets of the covered projects make. */
  readonly outputs: readonly string[];
}

/** Copies what the image may be made from, and nothing else, to `folder`: a build context, and its Dockerfile. */
export async function assembleContext(folder: string, input: ContextInput): Promise<void> {
  await copyCovered(posix.join(folder, 'context'), input, input.source.context);
  await copyDockerfile(folder, input);
}

/**
 * The covered files under `context` and the outputs made from them. Modes are Git's own, so that the umask of a checkout
 * does not get into a digest.
 */
export async function copyCovered(
  folder: string,
  { root, covered, outputs }: Omit<ContextInput, 'source'>,
  context = '.',
): Promise<void> {
  const prefix = context === '.' ? '' : `${context}/`;
  const files = new Map<string, string>();
  for (const output of outputs) {
    if (!(await isDirectory(posix.join(root, output)))) files.set(output, '100644');
    for (const path of await listFiles(posix.join(root, output))) {
      files.set(`${output}/${path}`, '100644');
    }
  }
  for (const [path, { mode }] of covered) files.set(path, mode);
  for (const [path, mode] of files) {
    if (!path.startsWith(prefix)) continue;
    await copyNormalized(
      posix.join(root, path),
      posix.join(folder, path.slice(prefix.length)),
      mode === '100755' ? 0o755 : 0o644,
    );
  }
}

async function copyDockerfile(folder: string, { root, source }: ContextInput): Promise<void> {
  for (const [from, to] of [
    [source.dockerfile, 'Dockerfile'],
    [`${source.dockerfile}.dockerignore`, 'Dockerfile.dockerignore'],
  ] as const) {
    const copied = await copyNormalized(
      posix.join(root, from),
      posix.join(folder, 'dockerfile', to),
      0o644,
    );
    if (!copied && to === 'Dockerfile') {
      throw new GitopsError(
        'DOCKERFILE_MISSING',
        `${source.dockerfile}: There is no such Dockerfile for the image "${source.image}"`,
        'Write it, or name another one in kbld.yaml: docker.build.file.',
      );
    }
  }
}
