import { parseArgs } from 'node:util';
import { formats, type Format } from '../checks/report/format-outcome.ts';
import { GitopsError } from '../model/errors.ts';

/** What to look at. */
export type CheckTarget =
  | { readonly kind: 'staged' }
  | { readonly kind: 'all' }
  | { readonly kind: 'push' }
  | { readonly kind: 'range'; readonly base: string | undefined; readonly tip: string }
  | { readonly kind: 'paths'; readonly paths: readonly string[] };

export interface CheckOptions {
  readonly target: CheckTarget;
  readonly format: Format;
  readonly reportAllowed: boolean;
  readonly strictLocks: boolean;
  readonly baseline: string | undefined;
  readonly writeBaseline: string | undefined;
  readonly help: boolean;
}

export const checkUsage = `nx-gitops check: plaintext secrets, broken sops files, locks and settings

  nx-gitops check [--staged]        what the next commit changes (from the index)
  nx-gitops check --range A..B      what each commit of a range adds
  nx-gitops check --pre-push        what a push brings (reads the lines that Git gives the hook)
  nx-gitops check --all             every file of HEAD
  nx-gitops check <path>...         files of the working tree

  --format text|json|sarif|github   how to tell it (default: text)
  --strict-locks                    a stale lock is an error
  --baseline <file>                 findings to let pass (default: nx-gitops.baseline.json)
  --write-baseline <file>           write what is found as a baseline
  --report-allowed                  show also what a comment or the baseline lets pass

Exit code: 0 clean, 1 findings, 2 could not check.
`;

const options = {
  staged: { type: 'boolean' },
  all: { type: 'boolean' },
  'pre-push': { type: 'boolean' },
  range: { type: 'string' },
  format: { type: 'string', default: 'text' },
  'report-allowed': { type: 'boolean', default: false },
  'strict-locks': { type: 'boolean', default: false },
  baseline: { type: 'string' },
  'write-baseline': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What a hook asks for: parsing it costs more than to know it. */
const inHook: CheckOptions = {
  target: { kind: 'staged' },
  format: 'text',
  reportAllowed: false,
  strictLocks: false,
  baseline: undefined,
  writeBaseline: undefined,
  help: false,
};

export function parseCheckOptions(argv: readonly string[]): CheckOptions {
  if (argv.length === 0 || (argv.length === 1 && argv[0] === '--staged')) return inHook;
  const { values, positionals } = parse(argv);
  if (!formats.some((format) => format === values.format)) {
    throw wrong(`There is no format "${values.format}"`, `Use one of: ${formats.join(', ')}`);
  }
  const wanted = [
    values.staged,
    values.all,
    values['pre-push'],
    values.range !== undefined,
    positionals.length > 0,
  ];
  if (wanted.filter(Boolean).length > 1)
    throw wrong(
      'More than one thing to look at',
      'Use one of --staged, --range, --pre-push, --all or paths',
    );
  return {
    target: targetOf(values, positionals),
    format: values.format as Format,
    reportAllowed: values['report-allowed'],
    strictLocks: values['strict-locks'],
    baseline: values.baseline,
    writeBaseline: values['write-baseline'],
    help: values.help,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw wrong((error as Error).message.split('. ')[0]!, 'See "nx-gitops check --help"');
  }
}

function targetOf(
  values: {
    all?: boolean | undefined;
    'pre-push'?: boolean | undefined;
    range?: string | undefined;
  },
  paths: readonly string[],
): CheckTarget {
  if (values.all) return { kind: 'all' };
  if (values['pre-push']) return { kind: 'push' };
  if (paths.length > 0) return { kind: 'paths', paths };
  if (values.range === undefined) return { kind: 'staged' };
  const [base, tip, more] = values.range.split('..');
  if (tip === undefined || more !== undefined || values.range.includes('...')) {
    throw wrong(`"${values.range}" is no range`, 'Write it as <base>..<head>');
  }
  return {
    kind: 'range',
    base: /^0*$/.test(base!) ? undefined : base,
    tip: tip === '' ? 'HEAD' : tip,
  };
}

const wrong = (problem: string, hint: string): GitopsError =>
  new GitopsError('OPTIONS_INVALID', problem, hint);
