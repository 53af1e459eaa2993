import type { Files } from '../../write-missing.ts';

export type KindName = 'node' | 'static' | 'go' | 'python';

/** What is known of the project when its Dockerfile is written. */
export interface KindInput {
  /** Short name of the service. */
  readonly name: string;
  /** The files of the project's folder, and those in `cmd/`; none for a new one. */
  readonly files: readonly string[];
  /** The file, or the folder of Go's main package, that the image starts; what a new service has where nothing says. */
  readonly entry: string | undefined;
  /** The folder that the target `build` fills, relative to the build context. */
  readonly output: string;
  /** The folder of the project relative to the build context, with a `/` at its end; empty where they are the same. */
  readonly prefix: string;
}

/** How services of one kind become images. */
export interface ServiceKind {
  readonly dockerfile: (input: KindInput) => string;
  /** Left out where the build context is not the folder of the project. */
  readonly dockerignore: string;
  /** What the Dockerfile needs beside it. */
  readonly support: Files;
  /** The sources of a new service; those of Node.js depend on the workspace and are made elsewhere. */
  readonly sources: (name: string) => Files;
  /** Folders that the process writes to: its own file system is read-only. */
  readonly writable: readonly string[];
}
