import { nameOf, splitSnapshot, type Manifest } from './manifest.ts';

/** Some objects of a snapshot, as another form of it has them. */
export function pickObjects(snapshot: string, wanted: readonly Manifest[]): string {
  const keyOf = (one: Manifest): string => `${one.apiVersion} ${nameOf(one)}`;
  const keys = new Set(wanted.map(keyOf));
  const picked = splitSnapshot(snapshot).filter((one) => keys.has(keyOf(one)));
  return picked.map(({ text }) => text.replace(/\n?$/, '\n')).join('---\n');
}
