import type { KappRecord } from './kapp-record.ts';

export interface ApplyChoices {
  readonly signal?: AbortSignal;
  /** Writes every object that is not as the manifests say, whoever changed it. */
  readonly againstLive?: boolean;
  /** The manifests are some of the app's objects: those of the others stay, and kapp's record of them too. */
  readonly part?: KappRecord | undefined;
}
