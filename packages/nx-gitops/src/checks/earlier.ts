/** What a version of a file is compared with. */
export interface Earlier {
  readonly before: readonly string[];
  /** The files around it are of the same state; an older commit of a range is judged by itself. */
  readonly current: boolean;
}
