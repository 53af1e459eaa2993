import type { WriteStream } from 'node:tty';

import type { Report } from './report.ts';
import { createStyle } from './style.ts';

/** One updating line with the elapsed seconds on a terminal, plain lines elsewhere. */
export const createReport = (stream: WriteStream = process.stderr): Report =>
  stream.isTTY ? createLiveReport(stream) : createPlainReport(stream);

const createPlainReport = (stream: WriteStream): Report => ({
  running: (text) => stream.write(`${text} …\n`),
  done: (text) => stream.write(`${text}\n`),
});

const createLiveReport = (stream: WriteStream): Report => {
  const style = createStyle(stream);
  let timer: NodeJS.Timeout | undefined;
  const clear = () => {
    clearInterval(timer);
    stream.write('\r\u001B[K');
  };
  return {
    running: (text) => {
      clear();
      const since = Date.now();
      const draw = () => {
        const seconds = Math.round((Date.now() - since) / 1000);
        const line = seconds > 0 ? `${text} … ${seconds} s` : `${text} …`;
        stream.write(`\r\u001B[K${style.dim(line.slice(0, (stream.columns || 80) - 1))}`);
      };
      draw();
      timer = setInterval(draw, 1000).unref();
    },
    done: (text) => {
      clear();
      stream.write(`${style.green('✓')} ${text}\n`);
    },
  };
};
