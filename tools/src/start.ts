import type { Command } from './command.ts';
import { upCommand } from './up.ts';

export const startCommand: Command = {
  summary: 'Start the local platform and deploy the example to it',
  details: 'Everything it makes is the environment "local", which Git ignores.',
  flags: [],
  run: (input) => upCommand.run(input),
};
