const levels = ['debug', 'info', 'error'] as const;
export type LogLevel = (typeof levels)[number];

/** One JSON object per line. */
export type Log = (level: LogLevel, message: string, fields?: Record<string, unknown>) => void;

const isLevel = (text: string): text is LogLevel => levels.some((level) => level === text);

export const createLog = (
  service: string,
  threshold = 'info',
  write: (line: string) => void = (line) => process.stdout.write(line),
): Log => {
  if (!isLevel(threshold)) {
    throw new RangeError(`LOG_LEVEL: expected one of ${levels.join(', ')}, got "${threshold}"`);
  }
  return (level, message, fields = {}) => {
    if (levels.indexOf(level) < levels.indexOf(threshold)) return;
    write(`${JSON.stringify({ time: new Date(), level, service, message, ...fields })}\n`);
  };
};
