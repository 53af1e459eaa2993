import { countOf } from '../../../model/count-of.ts';
import { joinDocuments } from '../../../model/manifest/documents.ts';
import { kubeconform } from '../../../tools/kubeconform.ts';
import { prepareCrdSchemas } from '../prepare-crd-schemas.ts';
import { prepareSchemas } from '../prepare-schemas.ts';
import type { Rung } from '../rung.ts';

/** Every object fits the strict schema of its kind. */
export const schemaRung: Rung = {
  name: 'schema',
  climb: async (snapshot, { repository, environment }, stage) => {
    const { shown, file, lineOf } = snapshot;
    const builtIn = await prepareSchemas(environment.kubernetes, shown, stage);
    const custom = await prepareCrdSchemas(repository, environment, snapshot, stage);
    const manifests = joinDocuments(shown.map(({ text }) => text));
    const locations = { builtIn, custom };
    const results = await kubeconform(stage.run, manifests, locations, environment.kubernetes);
    const unknown = new Set(
      results
        .filter(({ status }) => status === 'statusSkipped')
        .map(({ version, kind }) => `${version} ${kind}`),
    );
    const findings = results
      .filter(({ status }) => status === 'statusInvalid' || status === 'statusError')
      .map(({ kind, name, msg }) => ({
        ...{ rung: 'schema' as const, rule: 'schema', severity: 'error' as const, file },
        line: lineOf({ kind, name }),
        object: `${kind} ${name}`,
        message: msg,
      }));
    return {
      summary: `${countOf(results.length, 'object')} against Kubernetes ${environment.kubernetes}${
        unknown.size > 0 ? `; no schema for ${[...unknown].sort().join(', ')}` : ''
      }`,
      findings,
    };
  },
};
