import type { Paint } from '../stages/diff/format-plan.ts';

const codes = { green: 32, yellow: 33, red: 31 } as const;

/** Colours for stdout where it is a terminal, and nobody asked for none. */
export const paintStdout = (): Paint =>
  process.stdout.isTTY && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb'
    ? (colour, text) => `\u001b[${codes[colour]}m${text}\u001b[0m`
    : (_colour, text) => text;
