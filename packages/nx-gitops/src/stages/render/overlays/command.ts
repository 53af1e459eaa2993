import { join } from 'node:path';
import { runProcess } from '../../../io/process.ts';
import { joinDocuments, splitDocuments } from '../../../model/manifest/documents.ts';
import { lastLines } from '../../../tools/run-tool.ts';
import { overlayError } from './overlay.ts';

/** A program of the config repository is named with "./"; any other is looked for on PATH. */
export const resolveCommand = (root: string, [file = '', ...args]: readonly string[]): string[] => [
  /^\.{1,2}\//.test(file) ? join(root, file) : file,
  ...args,
];

/** Documents through a command: YAML in, YAML out. */
export async function applyCommand(
  { root, name, command }: { root: string; name: string; command: readonly string[] },
  documents: readonly string[],
): Promise<readonly string[]> {
  const [file = '', ...args] = resolveCommand(root, command);
  const input = joinDocuments(documents);
  const { exitCode, stdout, stderr, missing } = await runProcess(file, args, { cwd: root, input });
  if (missing) throw overlayError(name, 'cannot be started: there is no such program');
  if (exitCode !== 0)
    throw overlayError(name, `fails (exit code ${exitCode}): ${lastLines(stderr, 5)}`);
  return splitDocuments(stdout);
}
