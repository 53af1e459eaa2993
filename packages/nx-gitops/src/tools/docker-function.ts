import type { ProcessResult } from '../io/process.ts';
import type { RunTool } from './run-tool.ts';

/** A function in a container: from pipe to pipe, without network, files of the machine or rights. */
export const dockerFunction = (
  run: RunTool,
  image: string,
  resourceList: string,
): Promise<ProcessResult> =>
  run(
    'docker',
    [
      ...['run', '--rm', '--interactive', '--network=none', '--user=nobody'],
      ...['--security-opt=no-new-privileges', '--read-only', image],
    ],
    { input: resourceList },
  );
