import type { Comment, KeyPath, Leaf, LeafStyle, Outline } from './outline.ts';

/** Collects an outline while a scanner walks over the text. */
export interface OutlineBuilder {
  readonly leaf: (path: KeyPath, value: string, line: number, style: LeafStyle) => void;
  readonly comment: (path: KeyPath, text: string, line: number) => void;
  readonly duplicate: (path: KeyPath, line: number) => void;
  readonly doubt: () => void;
  readonly nextDocument: () => void;
  readonly done: () => Outline;
}

export function buildOutline(): OutlineBuilder {
  const leaves: Leaf[] = [];
  const comments: Comment[] = [];
  const duplicates: Comment[] = [];
  let document = 0;
  let doubtful = false;
  return {
    leaf: (path, value, line, style) => leaves.push({ document, path, value, line, style }),
    comment: (path, text, line) => comments.push({ document, path, text, line }),
    duplicate: (path, line) => duplicates.push({ document, path, text: '', line }),
    doubt: () => (doubtful = true),
    nextDocument: () => (document += 1),
    done: () => ({ leaves, comments, duplicates, documents: document + 1, doubtful }),
  };
}
