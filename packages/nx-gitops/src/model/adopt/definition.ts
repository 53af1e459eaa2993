import type { Tree } from '../manifest/tree.ts';

/** One thing that Argo CD or Flux deploys. */
export interface Definition {
  /** `Application shop`, for notes. */
  readonly title: string;
  readonly name: string;
  /** Path of the file that it is in. */
  readonly file: string;
  readonly namespace: string;
  readonly context: string | undefined;
  /** Name of the Helm release. */
  readonly release: string;
  readonly source:
    | {
        readonly kind: 'chart';
        readonly name: string;
        readonly version: string;
        readonly repository: string;
      }
    | { readonly kind: 'folder'; readonly path: string };
  /** Files of Helm values, relative to the folder. */
  readonly valueFiles: readonly string[];
  readonly values: Tree;
  /** What it has that has no place here. */
  readonly left: readonly string[];
}

/** An object with the file that it is in. */
export interface DefinitionObject {
  readonly file: string;
  readonly object: Tree;
}
