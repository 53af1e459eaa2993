/** Reads a simple or bulk string; null is "no such key", undefined "not all of it is here yet". */
export const parseReply = (received: Buffer): string | null | undefined => {
  const end = received.indexOf('\r\n');
  if (end < 0) return undefined;

  const head = received.toString('utf8', 1, end);
  const kind = String.fromCharCode(received[0] ?? 0);
  if (kind === '+') return head;
  if (kind !== '$') throw new Error(`The cache answered "${kind}${head}"`);

  const length = Number(head);
  if (length < 0) return null;
  const start = end + 2;
  if (received.length < start + length + 2) return undefined;
  return received.toString('utf8', start, start + length);
};
