import { GitopsError } from '../../model/errors.ts';
import { findExposed } from '../../model/secret/find-exposed.ts';
import { holdsSecret, isSecretField } from '../../model/secret/secret-objects.ts';

export interface ExposureQuestion {
  readonly object: unknown;
  readonly text: string;
  readonly name: string;
  readonly source: string;
}

/** A decrypted value may be in the data of a Secret and nowhere else, not even in a comment. */
export function refuseExposed(question: ExposureQuestion, forms: readonly string[]): void {
  const { object, text, name, source } = question;
  const isSecret = holdsSecret(object);
  const path = findExposed(object, forms, isSecret ? isSecretField : undefined);
  const inComment = !isSecret && forms.some((form) => text.includes(form));
  if (path === undefined && !inComment) return;
  throw new GitopsError(
    'SECRET_EXPOSED',
    `${name} (${source}) shows a decrypted value at ${path ?? 'a comment'}`,
    'Keep the value in a Secret and refer to it: valueFrom, envFrom, a volume. If it is no secret, move it to values.yaml.',
  );
}
