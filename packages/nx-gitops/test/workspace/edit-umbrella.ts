import { images, type Umbrella } from './umbrella.ts';

/** Which of the charts, and a number. */
export interface Given {
  readonly chart: string;
  readonly n: number;
}

export type Edit = (umbrella: Umbrella, given: Given) => Promise<void>;

/** What somebody does between two renders, by name. */
export type Edits = Readonly<Record<string, Edit>>;

export const chart = 'umbrella-chart';

/** All that is locked; the last one is what a search rule finds. */
export const lockedImages = [...images, 'filer', 'strict', 'able', 'lent'];

export const at = (name: string, path: string): string => `${chart}/charts/${name}/${path}`;

export const set =
  (path: string, from: RegExp, to: (given: Given) => string): Edit =>
  (umbrella, given) =>
    umbrella.edit(path, (text) => text.replace(from, to(given)));

export const put =
  (path: (given: Given) => string, text: (given: Given) => string): Edit =>
  (umbrella, given) =>
    umbrella.write(path(given), text(given));

export const drop =
  (path: (given: Given) => string): Edit =>
  (umbrella, given) =>
    umbrella.remove(path(given));

/** Another edit may have taken away what this one is about. */
export const ifThere =
  (edit: Edit): Edit =>
  (umbrella, given) =>
    edit(umbrella, given).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });

export const odd = ({ n }: Given): boolean => n % 2 === 1;
