import type { Tree } from '../manifest/tree.ts';

/** What is brought into a config repository, whatever it was before. */
export interface Adoption {
  /** Name of the kapp app and of the Helm release. */
  readonly application: string;
  readonly environments: readonly AdoptedEnvironment[];
  readonly charts: readonly AdoptedChart[];
  readonly secrets: readonly AdoptedSecret[];
  /** What was left out, and what people have to do. */
  readonly notes: readonly string[];
}

export interface AdoptedEnvironment {
  /** Undefined: the release of a config repository without environments. */
  readonly name: string | undefined;
  readonly namespace: string;
  readonly context?: string | undefined;
  readonly kubernetes?: string | undefined;
  /** Helm values by the name of the chart. */
  readonly values?: Tree;
  /** The part of them that is encrypted before it is written. */
  readonly secretValues?: Tree;
  /** Objects run there already: kapp leaves their pods alone. */
  readonly isRunning?: boolean;
  /** Images that keep their tag. */
  readonly unpinned?: readonly string[];
}

export interface AdoptedChart {
  readonly name: string;
  readonly version: string;
  /** Empty: its files are in charts/. */
  readonly repository: string;
  readonly files?: ReadonlyMap<string, string | Uint8Array>;
}

/** A Secret, open: it is encrypted before it is written. */
export interface AdoptedSecret {
  readonly environment: string | undefined;
  readonly object: Tree;
}
