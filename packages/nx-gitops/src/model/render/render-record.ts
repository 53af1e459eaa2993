import { hash } from 'node:crypto';
import type { TemplateFacts } from './template-facts.ts';

/** What is known of one unit of a snapshot: what it was made from, and what it is. */
export interface UnitRecord {
  /** Digest of the chart's files; the facts are those of exactly these files. */
  readonly chart: string;
  /** Its name, where that is not the unit's. */
  readonly chartName?: string;
  readonly facts: TemplateFacts;
  /** Digest of everything that decides what Helm and the overlays make of it. */
  readonly inputs: string;
  /** Digest of its files in the tree. */
  readonly tree: string;
  /** The images that its files name, and the digest of what the locks make of them. */
  readonly images: readonly string[];
  readonly pins: string;
  /** How many documents of the snapshot are its own, and their digest. */
  readonly documents: number;
  readonly state: string;
}

export type RenderRecord = ReadonlyMap<string, UnitRecord>;

export const renderRecordName = 'render.record';
const format = 'nx-gitops render record, format 3';

/** A line for each unit, so that the changes of two branches merge; each with its own digest. */
export const formatRenderRecord = (record: RenderRecord): string =>
  [
    `${JSON.stringify({ format, note: 'Made by render: what does not fit is rendered again.' })}\n`,
    ...[...record].map(([name, unit]) => {
      const content = JSON.stringify([name, unit]);
      return `${digestOf([content]).slice(0, 12)} ${content}\n`;
    }),
  ].join('');

/** Lines that cannot be read, or were edited by hand, are as good as absent. */
export function parseRenderRecord(text: string | undefined): RenderRecord {
  const [head = '', ...lines] = (text ?? '').split('\n');
  const units = new Map<string, UnitRecord>();
  if (!head.includes(`"${format}"`)) return units;
  for (const line of lines) {
    const content = line.slice(13);
    if (digestOf([content]).slice(0, 12) !== line.slice(0, 12)) continue;
    const [name, unit] = JSON.parse(content) as [string, UnitRecord];
    units.set(name, unit);
  }
  return units;
}

/** Each part with its length, so that no two lists have one digest. In one go: a call for each part costs more than the hashing. */
export const digestOf = (parts: readonly string[]): string =>
  hash('sha256', parts.map((part) => `${part.length}\n${part}`).join('')).slice(0, 32);
