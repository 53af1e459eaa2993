import { findTool } from '../../tools/find-tool.ts';
import { isOlder, toolVersions, type ToolName } from '../../tools/tool-versions.ts';
import { chooseBuilder } from '../../tools/builder.ts';
import type { StageContext } from '../stage-context.ts';
import type { Diagnosis } from './diagnosis.ts';

const always: readonly ToolName[] = ['helm', 'kbld', 'kapp', 'kubectl', 'kubeconform', 'crane'];

/** The tools that this workspace uses, with one of the two builders. */
export async function examineTools(
  { root, platform }: StageContext,
  more: readonly ToolName[],
): Promise<Diagnosis[]> {
  const builder = chooseBuilder(platform, process.env).kind === 'docker' ? 'docker' : 'buildctl';
  const tools: ToolName[] = [...always, builder, ...more];
  return Promise.all(tools.map((tool) => examine(tool, root)));
}

async function examine(tool: ToolName, root: string): Promise<Diagnosis> {
  const { version, minimum, install } = toolVersions[tool];
  const found = await findTool(tool, root);
  const about = { area: 'tools', subject: tool } as const;
  const fix = `Install ${tool} ${version}: ${install}`;
  if (!found) return { ...about, status: 'wrong', message: 'not found', fix };
  const said = found.version ?? 'a build without a version';
  if (found.version !== undefined && isOlder(found.version, minimum)) {
    return { ...about, status: 'wrong', message: `${said}, older than ${minimum}`, fix };
  }
  const where = found.isPinned ? 'pinned in .nx-gitops/bin' : found.path;
  const tested = said === version ? '' : `, tested with ${version}`;
  return { ...about, status: 'fine', message: `${said} (${where})${tested}` };
}
