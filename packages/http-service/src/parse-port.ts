/** 0 lets the system choose a free port. */
export const parsePort = (text = '8080'): number => {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new RangeError(`PORT: expected a number from 0 to 65535, got "${text}"`);
  }
  return port;
};
