import type { Mask } from './mask.ts';

/** The same value with every text in it hidden that holds a secret. */
export function hideValues<T>(value: T, mask: Mask): T {
  if (mask.isEmpty() || value === null || value === undefined) return value;
  if (Array.isArray(value)) return value.map((item) => hideValues(item as unknown, mask)) as T;
  if (typeof value === 'object') {
    const entries = Object.entries(value).map(([key, inner]) => [key, hideValues(inner, mask)]);
    return Object.fromEntries(entries) as T;
  }
  const text = String(value);
  const hidden = mask.hide(text);
  return hidden === text ? value : (hidden as T);
}
