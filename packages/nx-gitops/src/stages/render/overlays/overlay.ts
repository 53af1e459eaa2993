import { GitopsError } from '../../../model/errors.ts';

/** A step between Helm and kbld that maps documents to documents. */
export interface Overlay {
  /** How messages call it: the folder, file or command that gitops.yaml names. */
  readonly name: string;
  /** Whether it is given the skeletons of encrypted objects. */
  readonly seesSecrets: boolean;
  readonly apply: (documents: readonly string[]) => Promise<readonly string[]>;
}

export const overlayError = (name: string, problem: string, hint?: string): GitopsError =>
  new GitopsError(
    'OVERLAY_FAILED',
    `The overlay ${name} ${problem}`,
    hint ?? 'Correct it, or the object that it is about; the earlier snapshot is untouched.',
  );
