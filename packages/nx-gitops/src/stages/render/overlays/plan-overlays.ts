import { join, posix } from 'node:path';
import { listNames } from '../../../io/files.ts';
import { listFiles } from '../../../io/list-files.ts';
import { joinDocuments, splitDocuments } from '../../../model/manifest/documents.ts';
import type { OverlaySettings } from '../../../model/settings/overlay-settings.ts';
import type { Environment } from '../../../model/settings/environment.ts';
import type { ConfigRepository } from '../../../model/settings/parse-settings.ts';
import { lastLines } from '../../../tools/run-tool.ts';
import { ytt } from '../../../tools/ytt.ts';
import type { StageContext } from '../../stage-context.ts';
import { applyCommand } from './command.ts';
import { applyFunction } from './function.ts';
import { kustomizationFiles, kustomize } from './kustomize.ts';
import { overlayError, type Overlay } from './overlay.ts';

/** The overlays of an environment in their order: the shared ones, then its own. */
export async function planOverlays(
  repository: ConfigRepository,
  environment: Environment,
  stage: StageContext,
): Promise<Overlay[]> {
  const { shared, own } = environment.overlays;
  const found = own ?? (await findOverlays(repository, environment, stage));
  return [...shared, ...found].map((settings) => toOverlay(settings, repository, stage));
}

/** By convention: a kustomization.yaml in the folder of the environment, then its files of ytt. */
async function findOverlays(
  repository: ConfigRepository,
  environment: Environment,
  { root }: StageContext,
): Promise<OverlaySettings[]> {
  // The config repository itself is no environment: what lies there may be anything.
  if (environment.folder === repository.root) return [];
  const names = await listNames(join(root, environment.folder));
  const folder = posix.relative(repository.root, environment.folder);
  const files = names.filter((name) => /\.ytt\.ya?ml$/.test(name));
  const folders =
    (await listFiles(join(root, environment.folder, 'ytt'))).length > 0 ? ['ytt'] : [];
  const forYtt = [...files, ...folders].map((name) => posix.join(folder, name));
  return [
    ...(names.some((name) => kustomizationFiles.includes(name)) ? [{ kustomize: folder }] : []),
    ...(forYtt.length > 0 ? [{ ytt: forYtt }] : []),
  ];
}

function toOverlay(
  settings: OverlaySettings,
  repository: ConfigRepository,
  stage: StageContext,
): Overlay {
  const root = join(stage.root, repository.root);
  const seesSecrets = settings.secrets !== 'hidden';
  const { kustomize: folder, ytt: files, function: fn, command } = settings;
  if (folder !== undefined) {
    const name = posix.join(repository.root, folder);
    const step = { root, folder: posix.normalize(folder), name };
    return { name, seesSecrets, apply: (documents) => kustomize(step, documents, stage) };
  }
  if (files !== undefined) {
    const name = files.map((file) => posix.join(repository.root, file)).join(', ');
    return {
      name,
      seesSecrets,
      apply: (documents) => applyYtt(root, files, name, documents, stage),
    };
  }
  if (fn !== undefined) {
    const name = fn.exec?.[0] ?? fn.image ?? '';
    const step = { root, name, exec: fn.exec, image: fn.image, config: fn.config };
    return { name, seesSecrets, apply: (documents) => applyFunction(step, documents, stage) };
  }
  const name = command?.[0] ?? '';
  const step = { root, name, command: command ?? [] };
  return { name, seesSecrets, apply: (documents) => applyCommand(step, documents) };
}

async function applyYtt(
  root: string,
  files: readonly string[],
  name: string,
  documents: readonly string[],
  { run }: StageContext,
): Promise<string[]> {
  const result = await ytt(
    run,
    joinDocuments(documents),
    files.map((file) => join(root, file)),
  );
  if (result.exitCode === 0) return splitDocuments(result.stdout);
  throw overlayError(name, `fails: ${lastLines(result.stderr, 12).replaceAll(`${root}/`, '')}`);
}
