import { join, resolve } from 'node:path';
import { findText } from '../../io/files.ts';
import { withTemporaryFolder } from '../../io/temporary-folder.ts';
import { familiarName } from '../../model/lock/image-reference.ts';
import { findBaseImages, isPinnedBase } from '../../model/build-key/dockerfile.ts';
import { buildError, chooseBuilder, type Builder } from '../../tools/builder.ts';
import { BuildFailure, openBuildctl } from '../../tools/buildctl.ts';
import { openCrane } from '../../tools/crane.ts';
import { openDocker } from '../../tools/docker.ts';
import type { Service } from '../../workspace/services.ts';
import type { StageContext } from '../stage-context.ts';
import { assembleContext, type ContextInput } from './assemble-context.ts';
import { buildByKbld } from './build-by-kbld.ts';
import { planImage, type ImagePlan } from './plan-build.ts';

export interface BuildImageInput extends Pick<ContextInput, 'covered' | 'outputs'> {
  readonly service: Service;
  /** Build key of the sources as they are. */
  readonly key: string;
}

/** What became of one image. */
export interface BuiltImage {
  readonly image: string;
  readonly digest: string | undefined;
  readonly built: boolean;
}

/** Builds and pushes every image of a service that its registry does not have for this build key yet. */
export async function buildImage(
  input: BuildImageInput,
  stage: StageContext,
): Promise<BuiltImage[]> {
  const built: BuiltImage[] = [];
  for (const source of input.service.images) {
    const plan = planImage(source, input.key, stage.platform.mirror);
    built.push(await buildOne(plan, input, stage));
  }
  return built;
}

async function buildOne(
  plan: ImagePlan,
  input: BuildImageInput,
  stage: StageContext,
): Promise<BuiltImage> {
  const { image } = plan.source;
  const present = await openCrane(stage.run).findDigest(plan.reference);
  if (present !== undefined) {
    stage.report(`${image}: the registry has the image of these sources (${present})`);
    return { image, digest: present, built: false };
  }
  if (stage.dryRun) {
    stage.report(`${image}: would be built and pushed to ${plan.reference}`);
    return { image, digest: undefined, built: false };
  }
  const digest = await build(plan, input, stage);
  stage.report(`${image}: built and pushed ${digest}`);
  return { image, digest, built: true };
}

async function build(
  plan: ImagePlan,
  input: BuildImageInput,
  stage: StageContext,
): Promise<string> {
  const { kbldBuilder } = plan.source;
  if (kbldBuilder !== undefined) return buildByKbld(plan, kbldBuilder, input, stage);
  const builder = openBuilder(stage);
  const baseImages = await chooseBaseImages(plan, stage);
  return withTemporaryFolder(stage.root, async (folder) => {
    await assembleContext(folder, { ...input, root: stage.root, source: plan.source });
    const request = {
      context: join(folder, 'context'),
      dockerfileFolder: join(folder, 'dockerfile'),
      dockerfileName: 'Dockerfile',
      reference: plan.reference,
      target: plan.source.target,
      buildArguments: plan.buildArguments,
      platforms: plan.platforms,
      mounts: { ...plan.mounts, secrets: locateSecrets(plan, stage.root) },
      baseImages,
      insecure: plan.insecure,
      metadataFile: join(folder, 'metadata.json'),
    };
    try {
      return await builder.build(request, stage.detail);
    } catch (error) {
      if (!(error instanceof BuildFailure)) throw error;
      throw buildError(plan.source.image, plan.source.dockerfile, error.message);
    }
  });
}

/** The files of secrets lie outside of what is copied for the build; their paths are relative to the service. */
const locateSecrets = ({ mounts, source }: ImagePlan, root: string): string[] =>
  mounts.secrets.map((secret) =>
    secret.replace(
      /(^|,)(src|source)=([^,]+)/,
      (_, comma: string, name: string, path: string) =>
        `${comma}${name}=${resolve(root, source.context, path)}`,
    ),
  );

function openBuilder({ run, platform }: StageContext): Builder {
  const choice = chooseBuilder(platform, process.env);
  return choice.kind === 'docker' ? openDocker(run) : openBuildctl(run, choice.address);
}

/** The stand-ins of the local platform for what FROM names; a base that can move is said. */
async function chooseBaseImages(
  { source }: ImagePlan,
  { root, platform, report }: StageContext,
): Promise<Record<string, string>> {
  const dockerfile = (await findText(join(root, source.dockerfile))) ?? '';
  const names = findBaseImages(dockerfile);
  for (const name of names.filter((base) => !isPinnedBase(base))) {
    report(`${source.image}: the base image ${name} is not pinned by a digest`);
  }
  const offered = platform.baseImages ?? {};
  return Object.fromEntries(
    names.flatMap((name) =>
      offered[name] === undefined ? [] : [[familiarName(name), offered[name]] as const],
    ),
  );
}
