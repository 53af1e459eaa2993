import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createOperated,
  findUnmarked,
  readCommands,
  runCommand,
} from '../workspace/operations-page.ts';
import type { Workspace } from '../workspace/workspace.ts';

let shop: Workspace;

const run = (line: string): Promise<string> => runCommand(shop, { line, exitCode: 0 });

beforeAll(async () => {
  shop = await createOperated(afterAll);
});

/** A change of the chart, pushed: what is rendered from it differs. */
async function change(replicas: number): Promise<void> {
  await shop.write('config-repository/umbrella-chart/values.yaml', `replicas: ${replicas}\n`);
  await run(`git commit --quiet --all --message 'feat: ${replicas} replicas' && git push --quiet`);
}

/** A release of staging, as the job of the main branch makes it. */
const release = async (): Promise<void> => {
  await run('npx nx publish config-repository');
  await run('npx nx-gitops deploy');
};

const ownChart = 'apps/catalog/umbrella-chart';

/** What has to be so before the commands of a section do what it says of them. */
const prepare: Readonly<Record<string, () => Promise<unknown>>> = {
  Publish: () => change(2),
  Deploy: () => run('echo slower > apps/catalog/catalog.txt'),
  Promote: async () => {
    await run("git commit --quiet --all --message 'feat: slower' && git push --quiet");
    await release();
  },
  Preview: async () => {
    const { read, write } = shop;
    const template = await read('config-repository/umbrella-chart/templates/catalog.yaml');
    await write(`${ownChart}/Chart.yaml`, 'apiVersion: v2\nname: catalog\nversion: 0.1.0\n');
    await write(`${ownChart}/values.yaml`, 'replicas: 1\n');
    await write(`${ownChart}/templates/catalog.yaml`, template);
  },
};

/** What a reader fills in or does at a terminal. */
function fillIn(line: string): string {
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
  return line
    .replace(/ +#.*$/, '')
    .replace(/--until \S+/, `--until ${tomorrow}`)
    .replace(/nx-gitops deploy --environment production.*$/, '$& --yes');
}

/** What these say, specs of their own do in their own words. */
const elsewhere = new Set([
  ...['A day', 'Environments as branches', 'Look', 'Report', 'Delete', 'Drift', 'Roll back'],
]);

it('marks every command as one', async () => {
  expect(await findUnmarked()).toEqual([]);
});

it('runs every command of the walk through a day', async () => {
  const commands = (await readCommands()).get('A day') ?? [];
  expect(commands.length).toBeGreaterThan(20);
  for (const command of commands) await runCommand(shop, command);
  expect(await shop.git('status', '--porcelain')).toBe('');
  expect(await shop.git('rev-parse', 'HEAD')).toBe(await shop.git('rev-parse', 'origin/main'));
});

it('runs every command of the other sections', async () => {
  const sections = await readCommands();
  expect(Object.keys(prepare).filter((name) => !sections.has(name))).toEqual([]);
  for (const [section, commands] of sections) {
    if (elsewhere.has(section)) continue;
    await prepare[section]?.();
    for (const { line, exitCode } of commands) {
      await runCommand(shop, { line: fillIn(line), exitCode });
    }
  }
}, 600_000);
