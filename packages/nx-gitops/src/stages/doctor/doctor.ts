import { countOf } from '../../model/count-of.ts';
import type { ConfigRepository } from '../../model/settings/parse-settings.ts';
import { readWorkingTree } from '../../workspace/sources.ts';
import { readWorkspace, servicesOf, type Workspace } from '../../workspace/workspace.ts';
import type { ToolName } from '../../tools/tool-versions.ts';
import type { StageContext } from '../stage-context.ts';
import { examineCluster, examineKeys, examineRegistries } from './examine-access.ts';
import { examineHooks } from './examine-hooks.ts';
import { examineTools } from './examine-tools.ts';
import { diagnoseError, type Diagnosis } from './diagnosis.ts';

/** Everything that a release from this machine needs: what is there, what is missing, what to do. */
export async function examine(stage: StageContext): Promise<Diagnosis[]> {
  const workspace = await readOrDiagnose(stage.root);
  if ('status' in workspace) return [...(await examineTools(stage, [])), workspace];
  const { repositories } = workspace;
  const parts = await Promise.all(
    repositories.map((repository) => examineRepository(workspace, repository, stage)),
  );
  const found = parts.flat();
  return [
    ...(await examineTools(stage, toolsOfSecrets(repositories.length === 0, found))),
    ...settingsOf(workspace),
    ...found,
    await examineHooks(stage),
  ];
}

/** Where nothing is encrypted sops is not needed; where nothing is set up yet, "init" makes a key. */
function toolsOfSecrets(isNew: boolean, found: readonly Diagnosis[]): readonly ToolName[] {
  if (isNew) return ['sops', 'age-keygen'];
  return found.some(({ area }) => area === 'keys') ? ['sops'] : [];
}

async function examineRepository(
  workspace: Workspace,
  repository: ConfigRepository,
  stage: StageContext,
): Promise<Diagnosis[]> {
  const [clusters, registries, keys] = await Promise.all([
    Promise.all(repository.environments.map((one) => examineCluster(one, stage))),
    examineRegistries(servicesOf(workspace, repository), stage),
    examineKeys(repository, stage),
  ]);
  return [...clusters, ...registries, ...keys];
}

async function readOrDiagnose(root: string): Promise<Workspace | Diagnosis> {
  try {
    return await readWorkspace(await readWorkingTree(root));
  } catch (error) {
    return diagnoseError('settings', 'workspace', error);
  }
}

function settingsOf({ repositories, services }: Workspace): Diagnosis[] {
  if (repositories.length === 0) {
    const fix = 'Run "nx g nx-gitops:init".';
    const message = 'there is no gitops.yaml';
    return [{ area: 'settings', subject: 'workspace', status: 'wrong', message, fix }];
  }
  return repositories.map(({ root, environments }) => ({
    area: 'settings',
    subject: `${root}/gitops.yaml`,
    status: 'fine',
    message: `${countOf(environments.length, 'environment')}, ${countOf(services.length, 'service')}`,
  }));
}
