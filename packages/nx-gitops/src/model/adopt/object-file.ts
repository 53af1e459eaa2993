import { stringify } from 'yaml';
import type { Tree } from '../manifest/tree.ts';

/** Path of an object's file in the templates of a chart. */
export function objectPath(object: Tree): string {
  const { name = '' } = object['metadata'] as { name?: string };
  const words = `${String(object['kind']).replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-')}-${name}`;
  return `templates/${words.toLowerCase().replaceAll(/[^a-z0-9.-]+/g, '-')}.yaml`;
}

/** An object as the text of a template: Helm prints its braces as they are. */
export const objectTemplate = (object: Tree): string =>
  stringify(object, { lineWidth: 0, aliasDuplicateObjects: false }).replaceAll('{{', '{{ "{{" }}');
