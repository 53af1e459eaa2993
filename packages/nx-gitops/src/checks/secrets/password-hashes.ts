import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { isPasswordHash } from '../values/is-password-hash.ts';
import { isCommented } from './named-values.ts';
import { secretFinding } from './secret-finding.ts';

/** `user:hash`; Compose doubles each dollar. */
const login = /(?<![\w.@-])[\w.@-]{1,64}:((?:\$|\{S{0,2}SHA)[\w./+=,$}-]{16,300})/g;

/** `hash: $2a$…` of Dex: a name that says nothing else. */
const named =
  /(?<![\w.-])(?:bcrypt|hash|hashed|hash_value|digest)["']?[ \t]{0,4}[:=][ \t]{0,4}["']?((?:\$|\{S{0,2}SHA)[\w./+=,$}-]{16,300})/gi;

/** Lines of htpasswd and of /etc/shadow, wherever they stand: basic auth of an ingress, a label, a heredoc. */
export function* passwordHashes(file: TextFile): Iterable<Finding> {
  const { text, setting } = file;
  if (file.binary || setting !== 'settings' || !/[:= "'](?:\$\$?[1-9ayps]|\{S{0,2}SHA)/.test(text))
    return;
  for (const match of [...text.matchAll(login), ...text.matchAll(named)]) {
    const value = match[1]!.replaceAll('$$', '$');
    if (!isPasswordHash(value) || isCommented(text, match.index)) continue;
    const line = lineAt(text, match.index);
    yield secretFinding(file, 'credential-file', line, 'Password hash of a login', value);
  }
}
