import type { Finding } from '../finding.ts';
import { isRandom } from '../values/is-random.ts';
import { sensitivityOf } from '../values/sensitive-name.ts';
import { activeComments } from './active-comments.ts';
import { sopsFinding } from './sops-finding.ts';
import type { IsDue, SopsRules } from './sops-rules.ts';
import { parseSopsToken } from './sops-token.ts';
import type { SopsTree } from './sops-tree.ts';

const directive =
  /^\s*(?:yaml-language-server|yamllint|prettier-ignore|vim?:|-\*-|renovate|nx-gitops-allow|kics-scan|checkov|trivy|SPDX|Copyright|@|!)/i;

/** sops encrypts comments too: a plain one beside encrypted values was written, or laid open, by hand. */
export function* checkComments(
  path: string,
  tree: SopsTree,
  isDue: IsDue,
  rules: SopsRules,
): Iterable<Finding> {
  const firstValue = Math.min(...tree.leaves.map((leaf) => leaf.line));
  for (const comment of tree.comments) {
    const text = comment.text.replace(/^[#;]+/, '').trim();
    if (text === '' || directive.test(text)) continue;
    if (text.startsWith('ENC[')) {
      if (parseSopsToken(text)?.type !== 'comment')
        yield sopsFinding(path, 'sops-comment', comment.line, 'Damaged encrypted comment');
      continue;
    }
    if (!isDue(comment.path, () => activeComments(tree, comment, true))) continue;
    // The mark itself stays open.
    if (rules.encrypted_comment_regex && isDue(comment.path, () => [text])) continue;
    const harmless = comment.line < firstValue && comment.path.length === 0 && !soundsSecret(text);
    const finding = sopsFinding(
      path,
      'sops-comment',
      comment.line,
      'Plain comment where sops encrypts comments',
      undefined,
      text,
    );
    yield harmless ? { ...finding, level: 'note' } : finding;
  }
}

const soundsSecret = (text: string): boolean =>
  text
    .split(/[\s:="',]+/)
    .some((word) => isRandom(word) || ['password', 'secret'].includes(sensitivityOf(word)));
