import type { IgnoredFinding } from '../../model/settings/validation-settings.ts';
import type { Finding } from './finding.ts';

/** Whether the settings let a finding pass: by its rung or rule, and the object it is about. */
export const isIgnored = (finding: Finding, ignore: readonly IgnoredFinding[]): boolean =>
  ignore.some(
    ({ rule, object }) =>
      (rule === finding.rule || rule === finding.rung) &&
      (object === undefined || isMatch(object, finding.object)),
  );

/** Findings say `Kind namespace/name`, settings `Kind/name`: a namespace differs between environments. */
function isMatch(pattern: string, object: string): boolean {
  const [kind = '', place = ''] = object.split(' ');
  const form = pattern
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${form}$`).test(`${kind}/${place.split('/').at(-1)}`);
}
