import { judgeApiVersion } from '../../../model/validate/judge-api-version.ts';
import { nameOf } from '../../../model/manifest/manifest.ts';
import type { Rung } from '../rung.ts';

/** Every API version is served by the Kubernetes that the environment has, or is to get. */
export const apiVersionsRung: Rung = {
  name: 'api-versions',
  climb: async ({ objects, file }, { environment }) => {
    const kubernetes = environment.validation.kubernetes ?? environment.kubernetes;
    const findings = objects.flatMap((object) => {
      const verdict = judgeApiVersion(object.apiVersion, object.kind, kubernetes);
      if (!verdict) return [];
      return [
        {
          rung: 'api-versions' as const,
          rule: `api-${verdict.state}`,
          severity: verdict.state === 'removed' ? ('error' as const) : ('warning' as const),
          ...{ file, line: object.line, object: nameOf(object), message: verdict.message },
        },
      ];
    });
    return { summary: `judged for Kubernetes ${kubernetes}`, findings };
  },
};
