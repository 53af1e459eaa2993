import type { ProcessResult } from '../io/process.ts';
import type { RunTool } from './run-tool.ts';

/** Documents from a pipe through the templates, overlays and data values of some files. Templates in them are plain text. */
export const ytt = (
  run: RunTool,
  manifests: string,
  files: readonly string[],
): Promise<ProcessResult> =>
  run(
    'ytt',
    ['--file=-', '--file-mark=stdin.yml:type=yaml-plain', ...files.map((file) => `--file=${file}`)],
    { input: manifests },
  );
