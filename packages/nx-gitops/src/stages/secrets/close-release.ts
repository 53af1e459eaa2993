import { joinDocuments } from '../../model/documents.ts';
import { splitRelease } from '../../model/release-parts.ts';
import { toSkeleton } from '../../model/secret-skeleton.ts';

/** A snapshot as a validator may see it: its encrypted documents as skeletons, in their places. */
export const closeRelease = (state: string): string =>
  splitRelease(state)
    .map(({ kind, documents }) =>
      joinDocuments(kind === 'plain' ? documents : documents.map(toSkeleton)),
    )
    .join('');
