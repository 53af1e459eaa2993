import { joinDocuments } from '../../model/manifest/documents.ts';
import { splitRelease } from '../../model/secret/release-parts.ts';
import { toSkeleton } from '../../model/secret/secret-skeleton.ts';

/** A snapshot as a validator may see it: its encrypted documents as skeletons, in their places. */
export const closeRelease = (state: string): string =>
  splitRelease(state)
    .map(({ kind, documents }) =>
      joinDocuments(kind === 'plain' ? documents : documents.map(toSkeleton)),
    )
    .join('');
