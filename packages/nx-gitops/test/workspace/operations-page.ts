import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { readPlatformFile } from './platform-file.ts';
import { addRemote } from './remote.ts';
import { repositoryRoot } from './repository-root.ts';
import { smallFiles } from './small.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

/** A command of docs/operations.md, with the exit code that it says. */
interface PageCommand {
  readonly line: string;
  readonly exitCode: number;
}

export const sh = (line: string): PageCommand => ({
  line,
  exitCode: Number(/# .*exit code (\d+)/.exec(line)?.[1] ?? 0),
});

const readPage = (): Promise<string> =>
  readFile(join(repositoryRoot, 'docs/operations.md'), 'utf8');

/** The commands of the page by its sections, in its order. */
export async function readCommands(): Promise<ReadonlyMap<string, readonly PageCommand[]>> {
  const sections = (await readPage()).split(/^## /m).slice(1);
  const all = sections.map((section) => {
    const commands = [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)]
      .flatMap(([, block = '']) => block.trim().split('\n'))
      .map(sh);
    return [section.slice(0, section.indexOf('\n')), commands] as const;
  });
  return new Map(all.filter(([, commands]) => commands.length > 0));
}

/** The YAML that a section shows. */
export async function readYaml(section: string): Promise<string> {
  const text = (await readPage()).split(`\n## ${section}\n`)[1]?.split('\n## ')[0] ?? '';
  return /^```yaml\n([\s\S]*?)^```/m.exec(text)?.[1] ?? '';
}

const isCommand = /^(?:npx |nx |nx-gitops |git |kubectl )/m;

/** Commands that no block marks as such, so that no test would run them: in the text, in comments, in other blocks. */
export async function findUnmarked(): Promise<readonly string[]> {
  const page = await readPage();
  const blocks = [...page.matchAll(/^```(\w*)\n([\s\S]*?)^```/gm)];
  const commands = [...(await readCommands()).values()].flat().map(({ line }) => line);
  const inText = [...page.replaceAll(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)];
  return [
    ...blocks.flatMap(([, language, text = '']) =>
      language !== 'sh' && isCommand.test(text) ? [text] : [],
    ),
    ...inText.flatMap(([, text = '']) =>
      isCommand.test(text) && !commands.some((line) => line.includes(text)) ? [text] : [],
    ),
    ...commands.filter((line) => /# .*(?:\bor\b|nx|--)/.test(line)),
  ];
}

const settings = `application: {id}
kubernetes: '1.37.2'
waitTimeout: 90s
defaultEnvironment: staging
environments:
  staging: { namespace: {id}-staging }
  production:
    namespace: {id}-production
    locks: pinned
    protected: true
    promotion: { from: staging }
`;

/** A shop of one service, which staging and production run, with a remote. */
export async function createOperated(
  whenDone: (remove: () => Promise<void>) => void,
): Promise<Workspace> {
  const files = Object.entries(smallFiles).map(
    ([path, text]) =>
      [path.replaceAll('hello', 'catalog'), text.replaceAll('hello', 'catalog')] as const,
  );
  const shop = await createWorkspace({
    ...Object.fromEntries(files),
    'config-repository/gitops.yaml': settings,
  });
  whenDone(shop.dispose);
  await shop.git('config', 'user.name', 'test');
  await shop.git('config', 'user.email', 'test@example.com');
  await addRemote(shop, whenDone);
  for (const line of [
    'npx nx publish config-repository',
    'npx nx-gitops deploy',
    'npx nx-gitops promote --from staging --to production',
    'npx nx-gitops deploy --environment production --yes',
  ]) {
    await runCommand(shop, sh(line));
  }
  return shop;
}

/** Runs a command as a reader would type it, in a shell. */
export async function runCommand(
  shop: Workspace,
  { line, exitCode }: PageCommand,
): Promise<string> {
  const { kubeconfig = '' } = await readPlatformFile();
  const bin = join(shop.root, 'node_modules', '.bin');
  const command = line
    .replaceAll('shop-', `${shop.id}-`)
    .replace(/\bnpx nx-gitops/, 'node node_modules/nx-gitops/bin/nx-gitops.mjs')
    .replace(/\bnpx nx /, 'nx ');
  const env = {
    PATH: [bin, process.env['PATH']].join(delimiter),
    KUBECONFIG: kubeconfig,
    NX_DAEMON: 'false',
    NX_TUI: 'false',
    CI: 'true',
  };
  const options = { cwd: shop.root, env, all: true, reject: false } as const;
  const running = execa('sh', ['-c', `exec ${command}`.replace(/^exec (?!node|nx)/, '')], options);
  if (line.includes('# until Ctrl-C')) running.all.once('data', () => running.kill('SIGINT'));
  const result = await running;
  expect(result.exitCode, `${line}\n${result.all}`).toBe(exitCode);
  return result.all;
}
