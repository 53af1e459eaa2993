import type { Finding } from '../finding.ts';
import type { Leaf } from '../outline/outline.ts';
import { manifestLeaves } from '../secrets/manifest-leaves.ts';
import { quote } from '../secrets/secret-finding.ts';
import { activeComments } from './active-comments.ts';
import { isSecretValue } from '../values/judge-value.ts';
import { sopsFinding } from './sops-finding.ts';
import type { IsDue } from './sops-rules.ts';
import { parseSopsToken, startsAsToken } from './sops-token.ts';
import type { SopsTree } from './sops-tree.ts';

/** Each value must be what the recorded rule says: one whole token, or plain. */
export function* checkLeaves(path: string, tree: SopsTree, isDue: IsDue): Iterable<Finding> {
  const inSecret = new Set(
    [...manifestLeaves({ ...tree, doubtful: false, documents: 0 })].map(({ leaf }) => leaf),
  );
  const seen = new Map<string, string>();
  for (const leaf of tree.leaves) {
    if (leaf.style === 'alias') {
      yield sopsFinding(
        path,
        'sops-token',
        leaf.line,
        `Alias in an encrypted file at ${keyOf(leaf)}: sops writes none`,
      );
      continue;
    }
    if (isEmpty(leaf)) continue;
    const recordedDue = isDue(leaf.path, () => activeComments(tree, leaf));
    const due =
      recordedDue || inSecret.has(leaf) || isLastApplied(leaf) || isSecretUnderSuffix(leaf);
    const isToken = startsAsToken(leaf.value);
    if (!isToken) {
      if (due) yield plainValue(path, leaf, recordedDue);
      continue;
    }
    const token = parseSopsToken(leaf.value);
    if (!token || token.type === 'comment') {
      yield sopsFinding(path, 'sops-token', leaf.line, `Damaged encrypted value at ${keyOf(leaf)}`);
    } else if (!recordedDue) {
      yield sopsFinding(
        path,
        'sops-token',
        leaf.line,
        `Encrypted value at ${keyOf(leaf)} where the recorded rule says plain: it will stay encrypted`,
      );
    }
    const place = leaf.path.filter((part) => typeof part === 'string').join('\0');
    const other = seen.get(leaf.value);
    if (other !== undefined && other !== place) {
      yield sopsFinding(
        path,
        'sops-token',
        leaf.line,
        `The encrypted value at ${keyOf(leaf)} is a copy of another key's and cannot be decrypted here`,
      );
    }
    seen.set(leaf.value, place);
  }
  for (const { path: key, line } of tree.duplicates) {
    yield sopsFinding(path, 'sops-duplicate-key', line, `The key ${key.join('.')} is there twice`);
  }
}

function plainValue(path: string, leaf: Leaf, recorded: boolean): Finding {
  const name = quote(path);
  const hint = recorded
    ? `Encrypt it now: take the value out, run "sops ${name}" and put it in there`
    : `The rule recorded in the file leaves this value plain: mend the rule in .sops.yaml, then decrypt and encrypt ${name} again`;
  return sopsFinding(
    path,
    'sops-plain-value',
    leaf.line,
    `Plain value in an encrypted file at ${keyOf(leaf)}`,
    hint,
    leaf.value,
  );
}

/** sops leaves empty values as they are; everything else becomes a token, numbers and truth values too. */
const isEmpty = (leaf: Leaf): boolean =>
  leaf.style === 'null' ||
  leaf.style === 'collection' ||
  leaf.value === '' ||
  (leaf.style === 'plain' && /^(?:null|Null|NULL|~)$/.test(leaf.value));

/** `password_unencrypted: x` is as good as `password: x`. */
const isSecretUnderSuffix = ({ path, value }: Leaf): boolean => {
  const name = String(path.findLast((part) => typeof part === 'string'));
  return name.endsWith('_unencrypted') && isSecretValue(name.slice(0, -12), value, 'settings');
};

const isLastApplied = (leaf: Leaf): boolean =>
  leaf.path.at(-1) === 'kubectl.kubernetes.io/last-applied-configuration' &&
  /"(?:data|stringData)"\s*:\s*\{\s*"/.test(leaf.value);

const keyOf = (leaf: Leaf): string => leaf.path.join('.') || 'the top';
