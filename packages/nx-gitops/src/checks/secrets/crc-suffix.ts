const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** GitHub and npm end a token with the CRC32 of what is before, six digits to the base of 62. */
export function hasCrcSuffix(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1);
  return crcSuffix(body.slice(0, -6)) === body.slice(-6);
}

export function crcSuffix(text: string): string {
  let value = crc32(text);
  let suffix = '';
  while (suffix.length < 6) {
    suffix = digits[value % 62]! + suffix;
    value = Math.floor(value / 62);
  }
  return suffix;
}

function crc32(text: string): number {
  let crc = -1;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at);
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return (crc ^ -1) >>> 0;
}
