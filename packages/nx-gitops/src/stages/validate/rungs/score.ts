import { joinDocuments } from '../../../model/manifest/documents.ts';
import { nameOf, readIdentity } from '../../../model/manifest/manifest.ts';
import { shardObjects, type Shard } from '../../../model/manifest/shard-objects.ts';
import type { Threshold } from '../../../model/settings/validation-settings.ts';
import { kubeScore, type ScoreResult } from '../../../tools/kube-score.ts';
import { inParallel } from '../../in-parallel.ts';
import type { StageContext } from '../../stage-context.ts';
import type { Rung } from '../rung.ts';

/** Its cost grows with the square of the objects that kube-score sees at once. */
const shardSize = 300;

/** kube-score, where the settings ask for it. */
export const scoreRung: Rung = {
  name: 'score',
  climb: async ({ shown, file, lineOf }, { environment }, stage) => {
    const { score } = environment.validation;
    if (!score) return { off: '"validate.score" of gitops.yaml turns it on' };
    const shards = shardObjects(
      shown.map(({ text }) => text),
      shardSize,
    );
    const options = { kubernetes: environment.kubernetes, enable: score.enable };
    const results = await judgeShards(shards, options, stage);
    return {
      summary: `kube-score, errors from ${score.fail}`,
      findings: results.map((result) => ({
        rung: 'score' as const,
        rule: result.check,
        severity: severityOf(result.severity, score.fail),
        ...{ file, line: lineOf(result), object: nameOf(result), message: result.message },
      })),
    };
  },
};

export const severityOf = (found: 'critical' | 'warning', fail: Threshold): 'error' | 'warning' =>
  fail !== 'never' && (found === 'critical' || fail === 'warning') ? 'error' : 'warning';

/** What concerns every shard is at fault only where it is in all of them. */
async function judgeShards(
  shards: readonly Shard[],
  options: { readonly kubernetes: string; readonly enable: readonly string[] },
  { run }: StageContext,
): Promise<ScoreResult[]> {
  const judged = await inParallel(shards, ({ documents, context }) =>
    kubeScore(run, joinDocuments([...documents, ...context]), options),
  );
  const counts = new Map<string, number>();
  const keyOf = (result: ScoreResult): string => JSON.stringify(result);
  for (const key of judged.flatMap((results) => [...new Set(results.map(keyOf))])) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const shared = new Set(
    (shards[0]?.context ?? []).flatMap((text) => readIdentity(text) ?? []).map(nameOf),
  );
  const unique = new Map(judged.flat().map((result) => [keyOf(result), result]));
  return [...unique]
    .filter(([key, result]) => !shared.has(nameOf(result)) || counts.get(key) === shards.length)
    .map(([, result]) => result);
}
