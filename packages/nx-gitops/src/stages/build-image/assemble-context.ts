import { posix } from 'node:path';
import { copyNormalized, isDirectory, listFiles } from '../../io/files.ts';
import { GitopsError } from '../../model/errors.ts';
import type { ImageSource } from '../../model/kbld.ts';

export interface ContextInput {
  readonly root: string;
  readonly source: ImageSource;
  /** Paths of the covered files, relative to the workspace, with Git's mode. */
  readonly covered: ReadonlyMap<string, { readonly mode: string }>;
  /** Folders and files that the build targets of the covered projects make. */
  readonly outputs: readonly string[];
}

/**
 * Copies what the image may be made from, and nothing else, to `folder`: the covered files and the outputs made
 * from them. Modes are Git's own, so that the umask of a checkout does not get into a digest.
 */
export async function assembleContext(folder: string, input: ContextInput): Promise<void> {
  const { root, source } = input;
  const prefix = source.context === '.' ? '' : `${source.context}/`;
  const files = new Map<string, string>();
  for (const output of input.outputs) {
    if (!(await isDirectory(posix.join(root, output)))) files.set(output, '100644');
    for (const path of await listFiles(posix.join(root, output))) {
      files.set(`${output}/${path}`, '100644');
    }
  }
  for (const [path, { mode }] of input.covered) files.set(path, mode);
  for (const [path, mode] of files) {
    if (!path.startsWith(prefix)) continue;
    await copyNormalized(
      posix.join(root, path),
      posix.join(folder, 'context', path.slice(prefix.length)),
      mode === '100755' ? 0o755 : 0o644,
    );
  }
  await copyDockerfile(folder, input);
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
