import type { WriteStream } from 'node:tty';

const sgr = (code: number, isOn: boolean) => (text: string) =>
  isOn ? `\u001B[${code}m${text}\u001B[0m` : text;

/** Colours of a stream: only on a terminal, and never with NO_COLOR. */
export const createStyle = (stream: Pick<WriteStream, 'isTTY'>) => {
  const isOn = stream.isTTY === true && !process.env['NO_COLOR'];
  return {
    bold: sgr(1, isOn),
    dim: sgr(2, isOn),
    red: sgr(31, isOn),
    green: sgr(32, isOn),
    yellow: sgr(33, isOn),
  };
};
