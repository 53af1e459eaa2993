import { passwords } from './password-names.ts';

/** `passwordKey`, `passwordSecret`, `tokenSecret`: where to look, not what is there; `secret_key` is the thing itself. */
export function isPointer(words: readonly string[], end: number): boolean {
  const word = words[end - 1]!;
  const before = words[end - 2];
  if (before === undefined) return false;
  if (word === 'key' || word === 'keys')
    return (
      passwords.test(before) ||
      before === 'token' ||
      before === 'public' ||
      before === 'username' ||
      before === 'user'
    );
  if (word === 'secret')
    return (
      passwords.test(before) ||
      [
        'existing',
        'tls',
        'pull',
        'credentials',
        'creds',
        'cert',
        'certificate',
        'username',
      ].includes(before)
    );
  return before === 'public' || before === 'existing' || before === 'max' || before === 'min';
}
