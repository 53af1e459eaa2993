import { countOf } from '../../../model/count-of.ts';
import { join, posix } from 'node:path';
import { findText, writeAtomic } from '../../../io/files.ts';
import { listFiles } from '../../../io/list-files.ts';
import { writeFiles } from '../../../io/write-files.ts';
import { withTemporaryFolder } from '../../../io/temporary-folder.ts';
import type { Environment } from '../../../model/settings/environment.ts';
import { nameOf } from '../../../model/manifest/manifest.ts';
import { conftest, type PolicyResult } from '../../../tools/conftest.ts';
import { isJudging, kyverno, refuseUnread } from '../../../tools/kyverno.ts';
import { inParallel } from '../../in-parallel.ts';
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
    const from = { folder: join(stage.root, place), files: policies };
    return {
      summary: `${tool}, ${countOf(policies.length, 'file')} of policies`,
      findings: await judge(snapshot, input, from, stage),
    };
  },
};

interface Policies {
  readonly folder: string;
  readonly files: readonly string[];
}

const isPolicy = { conftest: /(?<!_test)\.rego$/, kyverno: /\.ya?ml$/ };

/** A file for each object: conftest tells files apart, not the documents in them. */
const judgeByRego = (
  snapshot: Snapshot,
  { environment }: ValidateInput,
  policies: Policies,
  { root, run }: StageContext,
): Promise<Finding[]> =>
  withTemporaryFolder(root, async (folder) => {
    const files = new Map(
      snapshot.shown.map((object, at) => [`${String(at).padStart(6, '0')}.yaml`, object]),
    );
    writeFiles(folder, new Map([...files].map(([name, { text }]) => [name, text])));
    const results = await conftest(run, folder, policies.folder);
    return results.map((result) =>
      toFinding(result, files.get(result.file), snapshot, environment),
    );
  });

const judgeByKyverno = (
  snapshot: Snapshot,
  { environment }: ValidateInput,
  policies: Policies,
  { root, run }: StageContext,
): Promise<Finding[]> =>
  withTemporaryFolder(root, async (folder) => {
    const manifests = join(folder, 'state.yaml');
    await writeAtomic(manifests, snapshot.shown.map(({ text }) => `---\n${text}`).join(''));
    await refuseUnreadFiles(policies, folder, run);
    const results = await kyverno(run, manifests, policies.folder);
    return results.map((result) => toFinding(result, result, snapshot, environment));
  });

/** Each file for itself, with an object that no policy is about. */
async function refuseUnreadFiles(
  policies: Policies,
  folder: string,
  run: StageContext['run'],
): Promise<void> {
  const nothing = join(folder, 'nothing.yaml');
  await writeAtomic(nothing, 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: nothing }\n');
  await inParallel(policies.files, async (file) => {
    const path = join(policies.folder, file);
    const text = (await findText(path)) ?? '';
    if (isJudging(text)) await refuseUnread(run, nothing, path);
  });
}

const toFinding = (
  { rule, severity, message }: Pick<PolicyResult, 'rule' | 'severity' | 'message'>,
  object: Parameters<typeof nameOf>[0] | undefined,
  { file, lineOf }: Snapshot,
  { validation }: Environment,
): Finding => ({
  rung: 'policy',
  rule,
  severity: severityOf(severity, validation.policy.fail),
  ...{ file, line: object ? lineOf(object) : 1, object: object ? nameOf(object) : '' },
  message,
});
