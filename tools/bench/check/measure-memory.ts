import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runIn } from './run-in.ts';
import { bundleOf } from './scanners.ts';

const tellPeak = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)));`;

/** Megabytes that the check of a whole repository held at its peak. */
export function measureMemory(root: string, folder: string, repository: string): number {
  const hook = join(folder, 'tell-peak.cjs');
  writeFileSync(hook, tellPeak);
  const { stderr } = runIn(
    repository,
    process.execPath,
    '--require',
    hook,
    bundleOf(root),
    '--all',
  );
  return Math.round(Number(stderr.trim()) / 1024);
}
