import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBrowser } from '../workspace/browser.ts';
import { createReleased } from '../workspace/small.ts';
import type { Workspace } from '../workspace/workspace.ts';

let small: Workspace;
let browser: Browser;
let page: Page;
const heard: string[] = [];
const asked: string[] = [];

beforeAll(async () => {
  small = await createReleased('deploy');
  await small.edit('config-repository/gitops.yaml', (text) =>
    text.concat(
      '  away:\n    namespace: away\n    context: nowhere\n',
      `  fresh:\n    namespace: ${small.id}-fresh\n`,
    ),
  );
  await small.edit('config-repository/umbrella-chart/values.yaml', () => 'replicas: 2\n');
  await small.nx('run', 'config-repository:render');
  await small.edit('apps/hello/hello.txt', () => 'hello again\n');
  const made = await small.nx('run', 'config-repository:report', '--output=report.html');
  expect(made.exitCode, made.output).toBe(0);
  browser = await openBrowser();
  page = await browser.newPage();
  page.on('console', (message) => heard.push(message.text()));
  page.on('pageerror', (error) => heard.push(error.message));
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(`file://${join(small.root, 'report.html')}`);
});

afterAll(async () => {
  await browser?.close();
  await small?.dispose();
});

const textOf = async (name: string): Promise<string> =>
  page.locator(`section[aria-labelledby="environment-${name}"]`).innerText();

it('shows what each environment pins and what is behind its sources', async () => {
  const row = page.getByRole('row', { name: /hello/ });
  expect(await row.innerText()).toContain('behind its sources');
  expect(await row.innerText()).toMatch(/sha256:[0-9a-f]{12}/);
  expect(await row.innerText()).toContain((await small.git('rev-parse', 'HEAD')).slice(0, 10));
});

it('shows the release that runs, plan, drift, resources, history and changes', async () => {
  for (const summary of await page.locator('summary').all()) {
    await summary.focus();
    await page.keyboard.press('Enter');
  }
  const text = await textOf('staging');
  expect(text).toMatch(/Runs\s+\w{10} .*deployed.* ago by/);
  expect(text).toContain(`~ Deployment ${small.id}-staging/hello`);
  expect(text).toMatch(/1 object not as in the snapshot/);
  expect(text).toContain('spec.replicas');
  expect(text).toMatch(/Deployment hello ok[\s\S]*ReplicaSet hello-\S+ ok[\s\S]*Pod hello-\S+ ok/);
  expect(text).toMatch(/chore: release \w{10}, .* ago/);
  expect(text).toContain('+  name: hello');
});

it('says which cluster it could not reach', async () => {
  expect(await textOf('away')).toContain('cluster not reached: ');
});

it('says what nobody has rendered yet', async () => {
  expect(await textOf('fresh')).toContain('not rendered yet: ');
});

it('asks nothing of anybody, and nothing goes wrong in the browser', () => {
  expect(heard).toEqual([]);
  expect(asked).toEqual([expect.stringMatching(/^file:.*report\.html$/)]);
});

it.each(['light', 'dark'] as const)('is accessible in %s', async (colorScheme) => {
  await page.emulateMedia({ colorScheme });
  const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  await page.evaluate(await readFile(axe, 'utf8'));
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(violations).toEqual([]);
});

it('prints what is folded, and fits a narrow screen', async () => {
  await page.reload();
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('spec.replicas').first().isVisible()).toBe(true);
  const cut =
    "[...document.querySelectorAll('pre')].filter((one) => one.scrollWidth > one.clientWidth).length";
  await page.setViewportSize({ width: 600, height: 900 });
  expect(await page.evaluate(cut)).toBe(0);
  await page.emulateMedia({ media: 'screen' });
  await page.setViewportSize({ width: 360, height: 700 });
  const overflow = 'document.documentElement.scrollWidth - innerWidth';
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
});

it('answers machines with values, and writes nothing in a dry run', async () => {
  const { stdout } = await small.cli('report', '--format=json', '--environment=staging');
  const { environments } = JSON.parse(stdout) as { environments: { name: string }[] };
  expect(environments.map(({ name }) => name)).toEqual(['staging']);
  const dry = await small.cli('report', '--output=other.html', '--dry-run');
  expect(dry.stderr).toContain('Would write other.html');
  expect(await small.git('status', '--porcelain', 'other.html')).toBe('');
  expect((await small.cli('report', '--environment=none')).stderr).toContain('ENVIRONMENT_UNKNOWN');
});
