import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { writeAtomic } from '../../io/files.ts';
import { formatLock } from '../../model/lock/lock.ts';
import { parseSettings } from '../../model/settings/parse-settings.ts';
import { openApiServers } from '../../tools/api-server.ts';
import type { RunTool } from '../../tools/run-tool.ts';
import type { StageContext } from '../stage-context.ts';
import { relocate } from './relocate.ts';

const digest = (digit: string): string => `sha256:${digit.repeat(64)}`;
const unknown = { exitCode: 1, stdout: '', stderr: 'MANIFEST_UNKNOWN', all: '', missing: false };
const fine = { ...unknown, exitCode: 0, stderr: '' };

it('copies what the registry lacks, each image once, those that a search rule found too, from the mirror where that has it', async () => {
  const root = await mkdtemp(join(tmpdir(), 'nx-gitops-relocate-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const pods = ['a', 'b', 'c', 'a'].map(
    (digit) => `---\nkind: Pod\nimage: shop.example/${digit}@${digest(digit)}\n`,
  );
  const found = { image: 'd', newImage: `shop.example/d@${digest('d')}` };
  const other = { image: 'e', newImage: `shop.example/e@${digest('e')}` };
  await writeAtomic(
    join(root, 'config/app-locks/third-party.kbld.lock.yml'),
    formatLock({ images: [found, other], built: undefined, held: undefined }),
  );
  const rule = `---\nkind: Map\nargument: ${found.newImage}\n`;
  await writeAtomic(join(root, 'config/.release/state.yaml'), pods.join('') + rule);
  const present = [`air.gap/shop.example/a@${digest('a')}`, `mirror/shop.example/b@${digest('b')}`];
  const copies: string[][] = [];
  const run: RunTool = async (_tool, [verb = '', ...args]) => {
    if (verb === 'copy') copies.push([...args]);
    if (verb === 'copy' || present.includes(args[0] ?? '')) return fine;
    return unknown;
  };
  const stage: StageContext = {
    ...{ root, run, api: openApiServers(run), platform: { mirror: 'mirror' }, dryRun: false },
    report: () => undefined,
    detail: () => undefined,
  };
  const repository = parseSettings('', 'config');
  const [environment] = repository.environments;
  const done = await relocate(
    { repository, environment, services: [], registry: 'air.gap' },
    stage,
  );
  expect(done.map(({ image, copied }) => [image.slice(13, 14), copied])).toEqual([
    ['a', false],
    ['b', true],
    ['c', true],
    ['d', true],
  ]);
  expect(copies.sort()).toEqual([
    [`mirror/shop.example/b@${digest('b')}`, `air.gap/shop.example/b:sha256-${'b'.repeat(64)}`],
    [`shop.example/c@${digest('c')}`, `air.gap/shop.example/c:sha256-${'c'.repeat(64)}`],
    [`shop.example/d@${digest('d')}`, `air.gap/shop.example/d:sha256-${'d'.repeat(64)}`],
  ]);
});
