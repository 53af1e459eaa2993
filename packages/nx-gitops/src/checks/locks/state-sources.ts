import type { FileTree } from '../../model/build-key/build-key.ts';

/** The files of the index or of a commit. */
export interface StateSources {
  readonly tree: FileTree;
  readonly readText: (path: string) => Promise<string | undefined>;
}
