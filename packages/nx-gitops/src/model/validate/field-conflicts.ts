/** Fields that somebody else has set, as the API server says it of a server-side apply. */
export interface FieldConflict {
  readonly manager: string;
  readonly fields: readonly string[];
}

const conflict = /conflicts? with "([^"]+)".*?:(?: |(?=\n- ))((?:\n- .+)+|.+)/g;

/** What `kubectl apply --server-side` says of one object → the conflicts; none where it says something else. */
export const parseFieldConflicts = (message: string): FieldConflict[] =>
  [...message.matchAll(conflict)].map(([, manager = '', fields = '']) => ({
    manager,
    fields: fields
      .split('\n')
      .map((line) => line.replace(/^- /, '').trim())
      .filter(Boolean),
  }));
