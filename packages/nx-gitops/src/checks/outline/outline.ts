export type KeyPath = readonly (string | number)[];

/** How a value is written; `null` is nothing at all, `collection` an empty `{}` or `[]`. */
export type LeafStyle = 'plain' | 'quoted' | 'block' | 'null' | 'collection' | 'alias';

export interface Leaf {
  readonly document: number;
  readonly path: KeyPath;
  readonly value: string;
  readonly line: number;
  readonly style: LeafStyle;
}

export interface Comment {
  readonly document: number;
  /** The path of the container that the comment stands in. */
  readonly path: KeyPath;
  readonly text: string;
  readonly line: number;
}

/** All values of a YAML, JSON, dotenv or ini text with their key paths and lines, in order. */
export interface Outline {
  readonly leaves: readonly Leaf[];
  readonly comments: readonly Comment[];
  readonly duplicates: readonly Comment[];
  readonly documents: number;
  /** The quick scan met something it does not understand (anchors, complex keys): ask a real parser. */
  readonly doubtful: boolean;
}
