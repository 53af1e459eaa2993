import { expect, it } from 'vitest';
import { parseFieldConflicts } from './field-conflicts.ts';

it('reads one conflict in one line', () => {
  const message =
    'error: Apply failed with 1 conflict: conflict with "kubectl-edit" using apps/v1: .spec.replicas\nPlease review the fields above--they currently have other managers.';
  expect(parseFieldConflicts(message)).toEqual([
    { manager: 'kubectl-edit', fields: ['.spec.replicas'] },
  ]);
});

it('reads the list of several managers', () => {
  const message = `error: Apply failed with 3 conflicts: conflicts with "kapp" using apps/v1:
- .spec.replicas
- .spec.template.spec.containers[name="web"].image
conflicts with "ada" with subresource "scale" using apps/v1 at 2026-01-02T03:04:05Z:
- .metadata.labels.tier
Please review`;
  expect(parseFieldConflicts(message)).toEqual([
    {
      manager: 'kapp',
      fields: ['.spec.replicas', '.spec.template.spec.containers[name="web"].image'],
    },
    { manager: 'ada', fields: ['.metadata.labels.tier'] },
  ]);
});

it('finds none in another refusal', () => {
  expect(parseFieldConflicts('The Deployment "web" is invalid: spec.selector: Required')).toEqual(
    [],
  );
});
