import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createOperated,
  findUnmarked,
  readCommands,
  readYaml,
  runCommand,
  sh,
} from '../workspace/operations-page.ts';
import type { Workspace } from '../workspace/workspace.ts';

let shop: Workspace;

const run = (line: string): Promise<string> => runCommand(shop, sh(line));

beforeAll(async () => {
  shop = await createOperated(afterAll);
});

const push = (message: string): Promise<string> =>
  run(`git commit --quiet --all --message '${message}' && git push --quiet`);

/** A change of the chart, pushed: what is rendered from it differs. */
async function change(replicas: number): Promise<void> {
  await shop.write('config-repository/umbrella-chart/values.yaml', `replicas: ${replicas}\n`);
  await push(`feat: ${replicas} replicas`);
}

/** A release of staging, as the job of the main branch makes it. */
const release = async (): Promise<void> => {
  await run('npx nx publish config-repository');
  await run('npx nx-gitops deploy');
};

const templates = 'config-repository/umbrella-chart/templates';
const ownChart = 'apps/catalog/umbrella-chart';

/** What has to be so before the commands of a section do what it says of them. */
const prepare: Readonly<Record<string, () => Promise<unknown>>> = {
  Publish: () => change(2),
  Deploy: () => run('echo slower > apps/catalog/catalog.txt'),
  Promote: async () => {
    await push('feat: slower');
    await release();
  },
  Preview: async () => {
    await shop.write(`${ownChart}/Chart.yaml`, 'apiVersion: v2\nname: catalog\nversion: 0.1.0\n');
    await shop.write(`${ownChart}/values.yaml`, 'replicas: 1\n');
    const template = await shop.read(`${templates}/catalog.yaml`);
    await shop.write(`${ownChart}/templates/catalog.yaml`, template);
  },
  Drift: async () => {
    await shop.git('add', '--all');
    await push('feat: a preview of catalog alone');
    await release();
    await run('kubectl scale deployment/catalog --namespace shop-staging --replicas 5');
  },
  'Roll back': async () => {
    await run('echo fastest > apps/catalog/catalog.txt');
    await change(3);
    await release();
  },
  'Jobs around a release': async () => {
    const [job = ''] = (await readYaml('Jobs around a release')).split('---\n');
    for (const arguments_ of ['[migrate]', '[migrate, again]']) {
      await shop.write(`${templates}/migrate.yaml`, job.replace('[migrate]', arguments_));
      await shop.git('add', '--all');
      await push(`feat: ${arguments_}`);
      await release();
    }
  },
};

/** What a reader fills in or does at a terminal. */
async function fillIn(line: string): Promise<string> {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  return line
    .replace(/--until \S+/, `--until ${tomorrow}`)
    .replace('<commit>', await shop.git('rev-parse', 'HEAD~1'))
    .replace(/nx-gitops (?:deploy --environment production|delete) .*$/, '$& --yes');
}

/** A spec of its own takes the commands of such a section from the page. */
const elsewhere: Readonly<Record<string, string>> = {
  'Environments as branches': 'branches.spec.ts',
};

it('marks every command as one', async () => {
  expect(await findUnmarked()).toEqual([]);
});

it('runs every command of the walk through a day', async () => {
  const commands = (await readCommands()).get('A day') ?? [];
  expect(commands.length).toBeGreaterThan(20);
  for (const command of commands) await runCommand(shop, command);
  expect(await shop.git('status', '--porcelain')).toBe('');
  expect(await shop.git('rev-parse', 'HEAD')).toBe(await shop.git('rev-parse', 'origin/main'));
}, 900_000);

it('runs every command of the other sections', async () => {
  const sections = await readCommands();
  const prepared = Object.keys({ ...prepare, ...elsewhere });
  expect(prepared.filter((name) => !sections.has(name))).toEqual([]);
  for (const [section, commands] of sections) {
    if (section === 'A day' || section in elsewhere) continue;
    await prepare[section]?.();
    for (const { line } of commands) await run(await fillIn(line));
  }
}, 900_000);

it.each(Object.entries(elsewhere))('%s is run by %s', async (section, spec) => {
  const text = await readFile(join(import.meta.dirname, spec), 'utf8');
  expect(text).toContain(`(await readCommands()).get('${section}')`);
});
