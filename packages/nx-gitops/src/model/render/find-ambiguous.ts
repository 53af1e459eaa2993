import { isScalar, LineCounter, parseAllDocuments, Scalar, visit } from 'yaml';

/** A plain scalar that YAML 1.1, which kbld reads, takes for something else than what is written. */
export interface AmbiguousScalar {
  readonly line: number;
  readonly written: string;
  readonly meaning: string;
}

const bool = '[yYnN]|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF';
const octal = '[-+]?0[0-7]+';
const large = '[-+]?[1-9][0-9]{15,}';
const scalar = new RegExp(`^(?:(${bool})|(${octal})|(${large}))$`);
const candidate = new RegExp(
  `(?:^|[\\s\\[{,:-])(?:${bool}|${octal}|${large})(?=\\s*(?:$|[,\\]}:]|\\s#))`,
  'm',
);

/** Fields of Kubernetes that are meant as file modes: there an octal number is what everybody writes. */
const modes = new Set(['defaultMode', 'mode']);

/** Text that cannot hold such a scalar is not parsed. */
export function findAmbiguous(text: string): AmbiguousScalar[] {
  if (!candidate.test(text)) return [];
  const lines = new LineCounter();
  const found: AmbiguousScalar[] = [];
  for (const document of parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent' })) {
    if (!('contents' in document)) continue;
    visit(document, {
      Scalar: (key, node, path) => {
        if (node.type !== Scalar.PLAIN || node.tag !== undefined) return;
        const written = node.source ?? '';
        const pair = path.at(-1);
        const field = pair && 'key' in pair && isScalar(pair.key) ? String(pair.key.value) : '';
        const meaning = key === 'key' ? readAs(written) : readAs(written, field);
        if (meaning === undefined) return;
        found.push({ line: lines.linePos(node.range?.[0] ?? 0).line, written, meaning });
      },
    });
  }
  return found;
}

function readAs(written: string, field = ''): string | undefined {
  const [, truth, mode, number] = scalar.exec(written) ?? [];
  if (truth !== undefined) return /^(?:y|yes|on)$/i.test(truth) ? 'true' : 'false';
  if (mode !== undefined) return modes.has(field) ? undefined : String(parseInt(mode, 8));
  if (number === undefined || Number.isSafeInteger(Number(number))) return undefined;
  return 'a number that is rounded';
}
