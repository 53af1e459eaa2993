import { join, posix } from 'node:path';
import { listFiles, writeAtomic } from '../../../io/files.ts';
import { withTemporaryFolder } from '../../../io/temporary-folder.ts';
import { nameOf } from '../../../model/manifest.ts';
import { conftest } from '../../../tools/conftest.ts';
import { kyverno } from '../../../tools/kyverno.ts';
import type { StageContext } from '../../stage-context.ts';
import type { Finding } from '../finding.ts';
import type { Rung, ValidateInput } from '../rung.ts';
import type { Snapshot } from '../snapshot.ts';
import { severityOf } from './score.ts';

/** Policies of the config repository, where it has any: Rego for conftest, or those of Kyverno. */
export const policyRung: Rung = {
  name: 'policy',
  climb: async (snapshot, input, stage) => {
    const { tool, folder } = input.environment.validation.policy;
    const place = posix.join(input.repository.root, folder);
    const files = await listFiles(join(stage.root, place));
    const policies = files.filter((file) => isPolicy[tool].test(file));
    if (policies.length === 0) return { off: `no policies in ${place}` };
    const judge = tool === 'conftest' ? judgeByRego : judgeByKyverno;
    return {
      summary: `${tool}, ${policies.length} file${policies.length === 1 ? '' : 's'} of policies`,
      findings: await judge(snapshot, input, join(stage.root, place), stage),
    };
  },
};

const isPolicy = { conftest: /(?<!_test)\.rego$/, kyverno: /\.ya?ml$/ };

/** A file for each object: conftest tells files apart, not the documents in them. */
const judgeByRego = (
  { shown, file, lineOf }: Snapshot,
  { environment }: ValidateInput,
  policies: string,
  { root, run }: StageContext,
): Promise<Finding[]> =>
  withTemporaryFolder(root, async (folder) => {
    const files = new Map(
      shown.map((object, at) => [`${String(at).padStart(6, '0')}.yaml`, object]),
    );
    for (const [name, { text }] of files) await writeAtomic(join(folder, name), text);
    const results = await conftest(run, folder, policies);
    return results.map((result) => {
      const object = files.get(result.file);
      return {
        rung: 'policy' as const,
        rule: result.rule,
        severity: severityOf(result.severity, environment.validation.policy.fail),
        ...{ file, line: object ? lineOf(object) : 1, object: object ? nameOf(object) : '' },
        message: result.message,
      };
    });
  });

const judgeByKyverno = (
  { shown, file, lineOf }: Snapshot,
  { environment }: ValidateInput,
  policies: string,
  { root, run }: StageContext,
): Promise<Finding[]> =>
  withTemporaryFolder(root, async (folder) => {
    const manifests = join(folder, 'state.yaml');
    await writeAtomic(manifests, shown.map(({ text }) => `---\n${text}`).join(''));
    const results = await kyverno(run, manifests, policies);
    return results.map((result) => ({
      rung: 'policy' as const,
      rule: result.rule,
      severity: severityOf(result.severity, environment.validation.policy.fail),
      ...{ file, line: lineOf(result), object: nameOf(result), message: result.message },
    }));
  });
