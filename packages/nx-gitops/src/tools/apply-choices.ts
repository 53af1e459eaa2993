export interface ApplyChoices {
  readonly signal?: AbortSignal;
  /** Writes every object that is not as the manifests say, whoever changed it. */
  readonly againstLive?: boolean;
}
