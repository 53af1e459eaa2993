const sample = 4096;

export interface DecodedText {
  readonly text: string;
  readonly binary: boolean;
}

/** Text of bytes in UTF-8, UTF-16 (with or without a mark) or Latin-1, with `\n` as the only line end. */
export function decodeText(bytes: Buffer): DecodedText {
  const hasZero = bytes.subarray(0, sample).includes(0);
  const wide = findWideEncoding(bytes, hasZero);
  if (wide === 'be') {
    return plain(
      Buffer.from(bytes.subarray(0, bytes.length & ~1))
        .swap16()
        .toString('utf16le'),
    );
  }
  if (wide === 'le') return plain(bytes.toString('utf16le'));
  if (hasZero) return { text: bytes.toString('latin1'), binary: true };
  const text = bytes.toString('utf8');
  return plain(text.includes('\uFFFD') ? bytes.toString('latin1') : text);
}

function plain(text: string): DecodedText {
  const unmarked = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const lines = unmarked.includes('\r') ? unmarked.replace(/\r\n?/g, '\n') : unmarked;
  return { text: lines, binary: false };
}

/** Latin text in UTF-16 has its zeros all at odd (little endian) or all at even places. */
function findWideEncoding(bytes: Buffer, hasZero: boolean): 'le' | 'be' | undefined {
  if (bytes.length < 2) return undefined;
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'be';
  if (!hasZero) return undefined;
  const start = bytes.subarray(0, sample);
  const zeros = [0, 0];
  start.forEach((byte, index) => {
    if (byte === 0) zeros[index & 1]! += 1;
  });
  const most = start.length / 2;
  if (zeros[1]! > most * 0.6 && zeros[0]! < most * 0.1) return 'le';
  if (zeros[0]! > most * 0.6 && zeros[1]! < most * 0.1) return 'be';
  return undefined;
}
