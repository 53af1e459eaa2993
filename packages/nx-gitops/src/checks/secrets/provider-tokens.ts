import type { Finding } from '../finding.ts';
import type { TextFile } from '../text-file.ts';
import { lineAt } from '../text/line-at.ts';
import { isPlaceholder } from '../values/is-placeholder.ts';
import { entropy } from '../values/is-random.ts';
import { secretFinding } from './secret-finding.ts';
import { tokenForms } from './provider-token-forms.ts';
import { findInfixTokens, type InfixToken } from './infix-tokens.ts';
import type { TokenForm } from './token-form.ts';

const byPrefix = new Map<string, TokenForm[]>();
for (const form of tokenForms)
  byPrefix.set(form.prefix, [...(byPrefix.get(form.prefix) ?? []), form]);

const escapeExpression = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
/** Longer prefixes first. */
const anyPrefix = [...byPrefix.keys()].sort().reverse().map(escapeExpression).join('|');
const initials = [...new Set([...byPrefix.keys()].map((prefix) => prefix[0]))].join('');
/** Two looks at one character each spare most places the long list. */
const atWord = new RegExp(`(?=[${initials}])(?<![A-Za-z0-9_-])(?:${anyPrefix})`, 'g');
const anywhere = new RegExp(
  `(?=[${initials}])(?:(?<![A-Za-z0-9_-])|(?<=\\\\[nrt]))(?:${anyPrefix})`,
  'g',
);

/** Bare hex and random letters are everywhere; these three need more than their beginning. */
const shortPrefixes = new Set([
  'SK',
  'key-',
  'sk-',
  'AKID',
  'dapi',
  'LTAI',
  'AQVN',
  'ATBB',
  'cio_',
  'ico-',
  'p8e-',
  'pul-',
  'fo1_',
  'pat',
  'oy2',
  'EAA',
  'live_',
  'cio',
  're_',
]);

/** Tokens that their provider made recognisable. */
export function* providerTokens(file: TextFile): Iterable<Finding> {
  for (const { token, kind, offset } of findTokens(file.text)) {
    const line = lineAt(file.text, offset);
    yield secretFinding(file, 'provider-token', line, `${kind} in plain text`, token);
  }
}

/** All of them: those that a beginning gives away, and those with a mark in the middle. */
export function* findTokens(text: string): Iterable<InfixToken> {
  for (const { token, form, offset } of findPrefixTokens(text))
    yield { token, kind: form.kind, offset };
  for (const found of findInfixTokens(text)) if (!isStandIn(found.token)) yield found;
}

interface FoundToken {
  readonly token: string;
  readonly form: TokenForm;
  readonly offset: number;
}

function* findPrefixTokens(text: string): Iterable<FoundToken> {
  const prefixes = text.includes('\\') ? anywhere : atWord;
  prefixes.lastIndex = 0;
  for (let match = prefixes.exec(text); match; match = prefixes.exec(text)) {
    const offset = match.index;
    if (!beginsWord(text, offset)) {
      prefixes.lastIndex = offset + 1;
      continue;
    }
    const found = readToken(text, offset, match[0]);
    prefixes.lastIndex = found ? offset + found.token.length : offset + 1;
    if (found && !isSample(found)) yield { ...found, offset };
  }
}

/** Longer prefixes that begin in the same place come first; a shorter one may still fit. */
function readToken(
  text: string,
  offset: number,
  prefix: string,
): Omit<FoundToken, 'offset'> | undefined {
  for (let length = prefix.length; length > 1; length -= 1) {
    const candidates = byPrefix.get(text.slice(offset, offset + length)) ?? [];
    for (const form of candidates) {
      const expression = form.tail();
      expression.lastIndex = offset + length;
      const tail = expression.exec(text);
      if (tail) return { token: text.slice(offset, offset + length) + tail[0], form };
    }
  }
  return undefined;
}

function beginsWord(text: string, offset: number): boolean {
  if (offset === 0) return true;
  if (!/[A-Za-z0-9_-]/.test(text[offset - 1]!)) return true;
  return text[offset - 2] === '\\' && /[nrt]/.test(text[offset - 1]!);
}

function isSample({ token, form }: Omit<FoundToken, 'offset'>): boolean {
  if (form.proves?.(token)) return false;
  const tail = token.slice(form.prefix.length);
  if (isStandIn(tail)) return true;
  if (entropy(tail) < (tail.length > 24 ? 2.8 : 2.3)) return true;
  return shortPrefixes.has(form.prefix) && !/\d/.test(tail);
}

const isStandIn = (text: string): boolean =>
  isPlaceholder(text) || /EXAMPLE|example|xxxx|XXXX|1234567890123|0{8}/.test(text);
