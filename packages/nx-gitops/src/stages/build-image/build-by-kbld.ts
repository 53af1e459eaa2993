import { join } from 'node:path';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { GitopsError } from '../../model/errors.ts';
import { parseImageReference } from '../../model/lock/image-reference.ts';
import type { KbldBuilder } from '../../model/lock/kbld.ts';
import { kbldBuild } from '../../tools/kbld-build.ts';
import type { StageContext } from '../stage-context.ts';
import { copyCovered, type ContextInput } from './assemble-context.ts';
import type { ImagePlan } from './plan-build.ts';

/** Has kbld build by pack, ko or bazel, from the covered files in the places that they have in the workspace. */
export async function buildByKbld(
  { source, reference, insecure }: ImagePlan,
  builder: KbldBuilder,
  { covered, outputs }: Pick<ContextInput, 'covered' | 'outputs'>,
  { root, run, detail }: StageContext,
): Promise<string> {
  if (builder.name === 'kubectlBuildkit') {
    throw new GitopsError(
      'BUILDER_MISSING',
      `kbld.yaml of "${source.image}" asks for the builder "kubectlBuildkit"`,
      'Its plugin of kubectl is kept by nobody: give the service a Dockerfile, or use pack, ko or bazel.',
    );
  }
  const { repository, tag = '' } = parseImageReference(reference);
  return withTemporaryFolder(root, async (folder) => {
    await copyCovered(folder, { root, covered, outputs });
    const build = {
      ...{ image: source.image, builder, repository, tag, insecure },
      folder: join(folder, source.context),
      bin: join(root, '.nx-gitops', 'bin'),
    };
    return kbldBuild(run, build, detail);
  });
}
