import { isReference, withoutSubstitutions } from '../values/is-reference.ts';
import { isPlaceholder } from '../values/is-placeholder.ts';
import { isGeneric, isSecretValue, type Setting } from '../values/judge-value.ts';
import { findAssignments } from './find-assignments.ts';

const templateLiterals: readonly RegExp[] = [
  /["'`]([^"'`{}]+)["'`]\s*\|\s*b64enc/,
  /b64enc\s+["'`]([^"'`{}]+)["'`]/,
  /\bdefault\s+["'`]([^"'`{}]+)["'`]/,
  /\bternary\s+["'`]([^"'`{}]+)["'`]/,
  /\bor\s+\.\S+\s+["'`]([^"'`{}]+)["'`]/,
  /^#@\s*["']([^"']+)["']\s*$/,
  /\b(?:base64(?:\.?encode)?|b64encode|btoa|toBase64)\(\s*b?["']([^"']+)["']\s*\)/,
  /\(@=\s*["']([^"']+)["']\s*@\)/,
  /^\{\{-?\s*["'`]([^"'`{}]+)["'`]\s*(?:\|\s*\w+\s*)*-?\}\}$/,
  /\$\{\w+:[-=]([^}$]+)\}/,
];

/** The secret in a value of a Secret manifest; nothing where it only refers to one. */
export function literalEvidence(
  value: string,
  encoded: boolean,
  setting: Setting,
): string | undefined {
  const text = value.trim();
  if (text === '' || text === 'null' || text === '~' || text === '{}' || text === '""')
    return undefined;
  const inTemplate = templateLiterals
    .map((form) => form.exec(text)?.[1])
    .find((literal) => literal !== undefined);
  if (inTemplate !== undefined) {
    return isReference(inTemplate) || isSample(inTemplate, setting) ? undefined : inTemplate;
  }
  if (isReference(text)) return secretBesideSubstitutions(text, setting);
  if (isSample(text, setting)) return undefined;
  if (encoded && isEncodedReference(text, setting)) return undefined;
  return text;
}

/** A text of several lines that mixes substitutions with passwords written out. */
function secretBesideSubstitutions(text: string, setting: Setting): string | undefined {
  if (!text.includes('\n') || withoutSubstitutions(text) === text) return undefined;
  for (const { name, value } of findAssignments(text)) {
    if (isSecretValue(name, value, setting)) return value;
  }
  return undefined;
}

function isEncodedReference(text: string, setting: Setting): boolean {
  const compact = text.replace(/\s/g, '');
  if (compact.length > 4096 || !/^[A-Za-z0-9+/]+={0,2}$/.test(compact)) return false;
  const decoded = Buffer.from(compact, 'base64').toString('utf8').trim();
  if (decoded === '' || /[\0-\x08\uFFFD]/.test(decoded)) return false;
  return isReference(decoded) || isSample(decoded, setting);
}

/** Examples are full of stand-ins; in a manifest that is applied even a stand-in is a fault. */
const isSample = (text: string, setting: Setting): boolean =>
  setting === 'example' && (isPlaceholder(text) || isGeneric(text, 1));
