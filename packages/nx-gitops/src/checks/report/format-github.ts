import type { Finding } from '../finding.ts';
import type { Outcome } from '../run-checks.ts';

/** Workflow commands: GitHub shows each at its line of the pull request. */
export const formatGithub = (outcome: Outcome): string =>
  [...outcome.findings, ...outcome.notes].map(annotation).join('');

const annotation = ({ path, line, rule, message, hint, level }: Finding): string =>
  `::${level === 'error' ? 'error' : 'notice'} file=${property(path)},line=${line},title=${property(rule)}::${data(`${message}. ${hint}`)}\n`;

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
