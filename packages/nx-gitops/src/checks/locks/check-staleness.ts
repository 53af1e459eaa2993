import { deploys, judgeService, lockPath, type Workspace } from '../../workspace/workspace.ts';
import type { Finding } from '../finding.ts';

/** Locks are made after the commit of their sources, so a stale one is a note here; `strict` makes it a fault. */
export function checkStaleness(workspace: Workspace, strict: boolean): Finding[] {
  const findings = new Map<string, Finding>();
  for (const repository of workspace.repositories) {
    for (const environment of repository.environments.filter(({ locks }) => locks === 'shared')) {
      for (const service of workspace.services.filter((each) => deploys(repository, each))) {
        const { state } = judgeService(workspace, environment, service);
        if (state !== 'stale' && state !== 'unkeyed' && !(strict && state === 'missing')) continue;
        const path = lockPath(environment, service.name);
        findings.set(path, {
          path,
          line: 1,
          rule: 'lock-stale',
          message:
            state === 'missing'
              ? `There is no lock of ${service.name}`
              : `The lock is not that of the sources of ${service.name}`,
          hint: `Make it again: nx lock ${service.name}; "nx-gitops why ${service.name}" names the files`,
          level: strict ? 'error' : 'note',
          evidence: state,
        });
      }
    }
  }
  return [...findings.values()];
}
