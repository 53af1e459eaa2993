/** Two scalars that the API server holds for equal: `0.5` and `500m`, `8080` and `"8080"` are not told apart. */
export function isSameValue(wanted: unknown, live: unknown): boolean {
  if (wanted === live || String(wanted) === String(live)) return true;
  const [a, b] = [parseQuantity(wanted), parseQuantity(live)];
  return a !== undefined && b !== undefined && Math.abs(a - b) <= Math.abs(a) * 1e-9;
}

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

function parseQuantity(value: unknown): number | undefined {
  const match = /^([-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(n|u|m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/.exec(
    String(value),
  );
  return match ? Number(match[1]) * (factors[match[2] ?? ''] ?? 1) : undefined;
}
