import { describe, expect, it } from 'vitest';
import { digestDependencies } from '../../model/chart/chart-lock.ts';
import { checkState } from './check-state.ts';

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const lock = (images: readonly (readonly [string, string])[], built = true): string =>
  [
    ...(built ? [`# build-key: v1:${'a'.repeat(64)}`, '# roots: ["apps/shop"]'] : []),
    'apiVersion: kbld.k14s.io/v1alpha1',
    'kind: Config',
    'overrides:',
    ...images.map(
      ([image, newImage]) =>
        `  - image: ${image}\n    newImage: ${newImage}\n    preresolved: true`,
    ),
    '',
  ].join('\n');
const kbld =
  'apiVersion: kbld.k14s.io/v1alpha1\nkind: Sources\nsources:\n  - {image: shop, path: .}\n---\napiVersion: kbld.k14s.io/v1alpha1\nkind: ImageDestinations\ndestinations:\n  - {image: shop, newImage: registry.example/shop}\n';
const lockFile = 'config/app-locks/shop.kbld.lock.yml';
const good: Record<string, string> = {
  'config/gitops.yaml': 'application: shop\n',
  'apps/shop/kbld.yaml': kbld,
  [lockFile]: lock([['shop', `registry.example/shop@${digest('1')}`]]),
};

async function rulesOf(
  files: Record<string, string | undefined>,
  changed: readonly string[],
  strict = false,
): Promise<string[]> {
  const all = Object.fromEntries(
    Object.entries({ ...good, ...files }).filter(([, text]) => text !== undefined),
  );
  const tree = new Map(
    Object.keys(all).map((path) => [path, { mode: '100644', blob: 'b'.repeat(40) }]),
  );
  const findings = await checkState({ tree, readText: async (path) => all[path] }, changed, strict);
  return findings.map(({ rule, level, path }) => `${level} ${rule} ${path}`);
}

describe('the state of the repository', () => {
  it('has a note for a stale lock, and an error where locks are strict', async () => {
    expect(await rulesOf({}, [lockFile])).toEqual([`note lock-stale ${lockFile}`]);
    expect(await rulesOf({}, [], true)).toEqual([`error lock-stale ${lockFile}`]);
  });

  it.each([
    ['a tag', lock([['shop', 'registry.example/shop:1']])],
    ['a conflict', `<<<<<<< HEAD\n${good[lockFile]}=======\n>>>>>>> side\n`],
    ['another image', lock([['other', `registry.example/other@${digest('1')}`]])],
    [
      'an image twice',
      lock([
        ['shop', `a.example/shop@${digest('1')}`],
        ['shop', `a.example/shop@${digest('2')}`],
      ]),
    ],
    [
      'no order',
      lock(
        [
          ['z', `a.example/z@${digest('1')}`],
          ['a', `a.example/a@${digest('2')}`],
        ],
        false,
      ),
    ],
    ['another kind', 'kind: ConfigMap\n'],
  ])('refuses a lock with %s', async (_, text) => {
    expect(await rulesOf({ [lockFile]: text }, [lockFile])).toContain(`error lock ${lockFile}`);
  });

  it('refuses the lock of a service that is not there, and takes one of third parties', async () => {
    const orphan = 'config/app-locks/gone.kbld.lock.yml';
    const redis = 'config/app-locks/third-party.kbld.lock.yml';
    expect(
      await rulesOf({ [orphan]: lock([['gone', `a.example/gone@${digest('1')}`]]) }, [orphan]),
    ).toContain(`error lock-orphan ${orphan}`);
    const found = await rulesOf(
      { [redis]: lock([['redis', `a.example/redis@${digest('1')}`]], false) },
      [redis],
    );
    expect(found.filter((rule) => rule.startsWith('error'))).toEqual([]);
  });

  it('refuses a lock at another place than kbld.yaml declares, but for one that is held', async () => {
    const moved = lock([['shop', `old.example/shop@${digest('1')}`]]);
    expect(await rulesOf({ [lockFile]: moved }, [lockFile])).toContain(`error lock ${lockFile}`);
    const held = moved.replace('apiVersion', '# held: {"by":"a","reason":"b"}\napiVersion');
    expect(await rulesOf({ [lockFile]: held }, [lockFile])).not.toContain(`error lock ${lockFile}`);
  });

  it('finds the lock that a deleted kbld.yaml leaves behind', async () => {
    expect(await rulesOf({ 'apps/shop/kbld.yaml': undefined }, ['apps/shop/kbld.yaml'])).toContain(
      `error lock-orphan ${lockFile}`,
    );
  });

  it('finds a Chart.lock whose chart was deleted, and a chart whose lock was', async () => {
    const dependencies = [{ name: 'redis', version: '1', repository: 'https://charts.example' }];
    const chart = JSON.stringify({ name: 'a', dependencies });
    expect(await rulesOf({ 'c/Chart.lock': '{}' }, ['c/Chart.yaml'])).toEqual([
      'note chart-lock c/Chart.lock',
    ]);
    expect(await rulesOf({ 'c/Chart.yaml': chart }, ['c/Chart.lock'])).toEqual([
      'error chart-lock c/Chart.yaml',
    ]);
    expect(await rulesOf({}, ['c/Chart.yaml', 'c/Chart.lock'])).toEqual([]);
  });

  it('has a note for a .sops.yaml inside the reach of another', async () => {
    const rules = `creation_rules:\n  - age: age1${'q'.repeat(58)}\n`;
    const files = { '.sops.yaml': rules, 'config/secrets/.sops.yaml': rules };
    expect(await rulesOf(files, ['config/secrets/.sops.yaml'])).toEqual([
      'note settings config/secrets/.sops.yaml',
    ]);
    expect(await rulesOf(files, ['.sops.yaml'])).toEqual(['note settings .sops.yaml']);
    expect(
      await rulesOf({ 'a/.sops.yaml': rules, 'b/.sops.yaml': rules }, ['a/.sops.yaml']),
    ).toEqual([]);
  });

  it('refuses two locks of one image', async () => {
    const other = 'config/app-locks/third-party.kbld.lock.yml';
    const found = await rulesOf(
      { [other]: lock([['shop', `a.example/shop@${digest('2')}`]], false) },
      [other],
    );
    expect(found.some((rule) => rule.startsWith('error lock '))).toBe(true);
  });

  it('refuses a snapshot with another digest than the lock', async () => {
    const state = 'config/.release/state.yaml';
    const withImage = (letter: string) => ({
      [state]: `image: registry.example/shop@${digest(letter)}\n`,
    });
    expect(await rulesOf(withImage('2'), [state])).toContain(`error lock-snapshot ${state}`);
    expect(await rulesOf(withImage('1'), [state])).not.toContain(`error lock-snapshot ${state}`);
  });

  it('judges Chart.lock by the digest of Helm', async () => {
    const dependencies = [{ name: 'redis', version: '~1.2', repository: 'https://charts.example' }];
    const locked = [{ name: 'redis', version: '1.2.3', repository: 'https://charts.example' }];
    const chart = JSON.stringify({ apiVersion: 'v2', name: 'a', version: '1.0.0', dependencies });
    const files = (right: string) => ({
      'c/Chart.yaml': chart,
      'c/Chart.lock': JSON.stringify({ dependencies: locked, digest: right }),
    });
    expect(
      await rulesOf(files(digestDependencies(dependencies, locked)), ['c/Chart.yaml']),
    ).toEqual([]);
    expect(await rulesOf(files(digest('0')), ['c/Chart.yaml'])).toEqual([
      'error chart-lock c/Chart.yaml',
    ]);
    expect(await rulesOf({ 'c/Chart.yaml': chart }, ['c/Chart.yaml'])).toEqual([
      'error chart-lock c/Chart.yaml',
    ]);
  });

  it('misses a local chart that is not in Git', async () => {
    const dependencies = [{ name: 'shop', version: '1', repository: 'file://charts/shop' }];
    const files = {
      'c/Chart.yaml': JSON.stringify({ name: 'a', dependencies }),
      'c/Chart.lock': JSON.stringify({
        dependencies,
        digest: digestDependencies(dependencies, dependencies),
      }),
    };
    expect(await rulesOf(files, ['c/Chart.lock'])).toEqual(['error chart-lock c/Chart.yaml']);
    expect(await rulesOf({ ...files, 'c/charts/shop/Chart.yaml': '{}' }, ['c/Chart.lock'])).toEqual(
      [],
    );
  });

  it.each([
    ['config/gitops.yaml', 'nonsense: 1\n'],
    ['apps/shop/kbld.yaml', 'kind: Sources\nsources: []\n'],
    ['.sops.yaml', 'creation_rules:\n  - path_regex: "("\n    age: age1x\n'],
    ['.sops.yaml', 'creation_rules:\n  - path_regexp: a\n    age: age1x\n'],
    ['.sops.yaml', 'creation_rules:\n  - path_regex: a\n'],
    ['.sops.yaml', 'a: [\n'],
  ])('refuses settings that make no sense: %s %j', async (path, text) => {
    expect(await rulesOf({ [path]: text }, [path])).toContain(`error settings ${path}`);
  });
});
