/** One version of one file that a check looks at. */
export interface Change {
  readonly path: string;
  /** Git's id of the content; nothing for a file of the working tree. */
  readonly id: string;
  /** Ids of the versions before: none for a new file, several in a merge. */
  readonly before: readonly string[];
  /** Ids of the files that the same commit takes away: a move looks like one of these. */
  readonly removed: readonly string[];
  /** The commit, where a range is looked at. */
  readonly commit: string | undefined;
}
