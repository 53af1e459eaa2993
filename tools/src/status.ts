import type { Command } from './command.ts';
import { readPlatform, type PlatformStatus } from './platform/read-platform.ts';
import { createStyle } from './terminal/style.ts';
import { workspaceRoot } from './workspace.ts';

export const statusCommand: Command = {
  summary: 'Show what runs; exit code 1 unless the local platform is up',
  details: '--json   print it as one JSON document',
  flags: ['json'],
  run: async ({ flags }) => {
    const status = readPlatform({ directory: workspaceRoot });
    process.stdout.write(
      flags.has('json') ? `${JSON.stringify(status, undefined, 2)}\n` : formatStatus(status),
    );
    return status.state === 'up' ? 0 : 1;
  },
};

const formatStatus = ({ state, parts, contract }: PlatformStatus): string => {
  const style = createStyle(process.stdout);
  const lines = parts.map(({ name, pid, isRunning }) =>
    isRunning
      ? `${style.green('●')} ${name.padEnd(24)} ${pid}`
      : `${style.red('○')} ${name.padEnd(24)} ended`,
  );
  const places = contract
    ? [
        `registry  ${contract.mirror}`,
        `context   ${contract.context}`,
        `          export KUBECONFIG=${contract.kubeconfig}`,
      ]
    : [];
  const hint = state === 'up' ? [] : ['Run "npm run up" to start it.'];
  return `${[`The local platform is ${style.bold(state)}.`, ...lines, ...places, ...hint].join('\n')}\n`;
};
