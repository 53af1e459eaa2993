import { join } from 'node:path';
import { findText } from '../../../io/files.ts';
import { runProcess, type ProcessResult } from '../../../io/process.ts';
import { isTree, type Tree } from '../../../model/manifest/tree.ts';
import { readValue, writeValue } from '../../../model/render/yaml-values.ts';
import { dockerFunction } from '../../../tools/docker-function.ts';
import { lastLines } from '../../../tools/run-tool.ts';
import type { StageContext } from '../../stage-context.ts';
import { overlayError } from './overlay.ts';
import { resolveCommand } from './command.ts';

export interface FunctionStep {
  /** Root of the config repository. */
  readonly root: string;
  readonly name: string;
  readonly exec: readonly string[] | undefined;
  readonly image: string | undefined;
  /** File with the functionConfig, relative to the config repository. */
  readonly config: string | undefined;
}

/** Documents through a function of the KRM functions specification: a ResourceList in, one out. */
export async function applyFunction(
  step: FunctionStep,
  documents: readonly string[],
  stage: StageContext,
): Promise<readonly string[]> {
  const { name, root, exec, image = '' } = step;
  const list = {
    apiVersion: 'config.kubernetes.io/v1',
    kind: 'ResourceList',
    items: documents.map((text) => readValue(text) as Tree),
    ...(await readConfig(step)),
  };
  const input = writeValue(list);
  const [file, ...args] = exec ? resolveCommand(root, exec) : [];
  const result =
    file === undefined
      ? await dockerFunction(stage.run, image, input)
      : await runProcess(file, args, { cwd: root, input });
  return readItems(name, result).map((item) => writeValue(item));
}

async function readConfig({ root, name, config }: FunctionStep): Promise<Tree> {
  if (config === undefined) return {};
  const text = await findText(join(root, config));
  const value: unknown = text === undefined ? undefined : readValue(text);
  if (isTree(value)) return { functionConfig: value };
  throw overlayError(
    name,
    `has no functionConfig at ${config}`,
    'Write the file, or correct "config" in gitops.yaml.',
  );
}

/** A function tells errors in its results, or by its exit code. */
function readItems(name: string, { exitCode, stdout, stderr, missing }: ProcessResult): Tree[] {
  if (missing) throw overlayError(name, 'cannot be started: there is no such program');
  const answer: unknown = parseOrUndefined(stdout);
  const list = isTree(answer) && answer['kind'] === 'ResourceList' ? answer : undefined;
  const results = Array.isArray(list?.['results']) ? (list['results'] as Tree[]) : [];
  const errors = results.filter(({ severity = 'error' }) => severity === 'error');
  if (errors.length > 0)
    throw overlayError(name, `refuses: ${errors.map(formatResult).join('; ')}`);
  if (exitCode !== 0)
    throw overlayError(name, `fails (exit code ${exitCode}): ${lastLines(stderr, 5)}`);
  if (!list) throw overlayError(name, 'answers with something else than a ResourceList');
  return ((list['items'] as Tree[] | null) ?? []).map(withoutNotes);
}

const formatResult = ({ message, resourceRef }: Tree): string => {
  const { kind, name } = isTree(resourceRef) ? resourceRef : {};
  return name === undefined
    ? String(message)
    : `${String(kind)} ${String(name)}: ${String(message)}`;
};

function parseOrUndefined(text: string): unknown {
  try {
    return readValue(text);
  } catch {
    return undefined;
  }
}

/** Where an object lies in a file is between the function and who calls it. */
function withoutNotes(item: Tree): Tree {
  const metadata = isTree(item['metadata']) ? item['metadata'] : {};
  if (!isTree(metadata['annotations'])) return item;
  const kept = Object.entries(metadata['annotations']).filter(
    ([key]) => !/^(internal\.)?config\.kubernetes\.io\/(index|path|id)$/.test(key),
  );
  const { annotations: _all, ...others } = metadata;
  const annotations = kept.length > 0 ? { annotations: Object.fromEntries(kept) } : {};
  return { ...item, metadata: { ...others, ...annotations } };
}
