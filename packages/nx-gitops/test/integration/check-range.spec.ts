import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundleCheck, closeBundle, openWorkbench, run, type Workbench } from './check-workbench.ts';

let bench: Workbench;
let base: string;
beforeEach(() => {
  bench = openWorkbench();
  commitFile('README.md', 'hello\n');
  base = head();
});
afterEach(() => bench.close());
afterAll(closeBundle);

const head = (): string => bench.git('rev-parse', 'HEAD').out.trim();
const commitFile = (path: string, text: string): void => {
  bench.write(path, text);
  bench.git('add', '-A');
  expect(bench.commit('--no-verify').code).toBe(0);
};
const checkIn = (path: string, ...args: string[]) =>
  run(process.execPath, [bundleCheck(), ...args], path);

describe('the gate in CI', () => {
  it('finds what --no-verify let in, and names the commit', () => {
    commitFile('a.yaml', bench.secret());
    const { code, out } = bench.check('--range', `${base}..HEAD`);
    expect(code).toBe(1);
    expect(out).toContain(head().slice(0, 10));
  });

  it('finds a secret that a later commit took out again', () => {
    commitFile('a.yaml', bench.secret());
    commitFile('a.yaml', 'a: 1\n');
    expect(bench.check('--range', `${base}..HEAD`).code).toBe(1);
    expect(bench.check('--all').code).toBe(0);
  });

  it.each([
    ['cherry-pick', () => bench.git('cherry-pick', 'side')],
    ['rebase', () => bench.git('rebase', '-q', 'main', 'side')],
    [
      'am',
      () => {
        const patch = bench.git('format-patch', '-1', 'side', '-o', '.git').out.trim();
        return bench.git('am', '-q', patch);
      },
    ],
  ])('looks at commits of %s, which runs no hook', (_, bring) => {
    bench.git('checkout', '-q', '-b', 'side');
    commitFile('a.yaml', bench.secret());
    bench.git('checkout', '-q', 'main');
    commitFile('b.yaml', 'b: 1\n');
    const before = head();
    expect(bench.check('--range', `${base}..HEAD`).code).toBe(0);
    expect(bring().code).toBe(0);
    const { code, out } = bench.check('--range', `${before}..HEAD`);
    expect(code).toBe(1);
    expect(out).toContain(`a.yaml:6`);
  });

  it('looks at a revert, which runs no hook and brings a secret back', () => {
    commitFile('a.yaml', bench.secret());
    commitFile('a.yaml', 'a: 1\n');
    const before = head();
    expect(bench.git('revert', '--no-edit', 'HEAD').code).toBe(0);
    expect(bench.check('--all').code).toBe(1);
    expect(bench.check('--range', `${before}..HEAD`).code).toBe(1);
  });

  it('finds what a merge itself adds, and nothing twice', () => {
    bench.git('checkout', '-q', '-b', 'side');
    commitFile('b.yaml', 'b: 1\n');
    bench.git('checkout', '-q', 'main');
    commitFile('c.yaml', 'c: 1\n');
    const before = head();
    bench.git('merge', '-q', '--no-commit', '--no-ff', 'side');
    bench.write('evil.yaml', bench.secret());
    bench.git('add', '-A');
    expect(bench.commit('--no-verify').code).toBe(0);
    const { code, out } = bench.check('--range', `${before}..HEAD`);
    expect(code).toBe(1);
    expect(out.match(/evil\.yaml:6/g)).toHaveLength(1);
  });

  it('lets a clean merge pass, and stops one by its hook', () => {
    bench.git('checkout', '-q', '-b', 'side');
    commitFile('b.yaml', bench.secret());
    bench.git('checkout', '-q', 'main');
    commitFile('c.yaml', 'c: 1\n');
    const { code, out } = bench.git('merge', '--no-edit', 'side');
    expect(code).not.toBe(0);
    expect(out).toContain('b.yaml:6');
  });

  it.each(['..HEAD~9', 'nothing..HEAD', 'HEAD', 'a..b..c'])(
    'does not pass for the range %s',
    (range) => {
      expect(bench.check('--range', range).code).toBe(2);
    },
  );

  it('does not pass with no commit looked at', () => {
    commitFile('a.yaml', bench.secret());
    expect(bench.check('--range', 'HEAD..HEAD').code).toBe(2);
    expect(bench.check('--range', `HEAD..${base}`).code).toBe(2);
  });

  it('does not pass in a shallow clone that hides a part of the range', () => {
    commitFile('a.yaml', bench.secret());
    commitFile('a.yaml', 'a: 1\n');
    commitFile('b.yaml', 'b: 1\n');
    const clone = join(bench.path, '..', `shallow-${Date.now()}.git`);
    run(
      'git',
      ['clone', '-q', '--bare', '--depth', '2', `file://${bench.path}`, clone],
      bench.path,
    );
    const { code, out } = checkIn(clone, '--range', `${base}..HEAD`);
    expect(code).toBe(2);
    expect(out).toContain('fetch-depth: 0');
    expect(checkIn(clone, '--range', 'HEAD~1..HEAD').code).toBe(0);
    run('git', ['fetch', '-q', '--unshallow'], clone);
    expect(checkIn(clone, '--range', `${base}..HEAD`).code).toBe(1);
    expect(checkIn(clone, '--all').code).toBe(0);
  });

  it('stops a push that brings a secret, whichever branch it goes to', () => {
    const remote = join(bench.path, '..', `remote-${Date.now()}.git`);
    run('git', ['init', '-q', '--bare', remote], bench.path);
    bench.git('remote', 'add', 'origin', remote);
    expect(bench.git('push', '-q', 'origin', 'main').code).toBe(0);
    bench.git('checkout', '-q', '-b', 'side');
    commitFile('a.yaml', bench.secret());
    expect(bench.git('push', '-q', 'origin', 'side').code).not.toBe(0);
    expect(bench.git('push', '-q', '--no-verify', 'origin', 'side').code).toBe(0);
    expect(bench.git('push', '-q', 'origin', ':side').code).toBe(0);
  });
});

describe('allowing', () => {
  it('takes a comment with a reason, not one without, and shows it', () => {
    const line = (mark: string): string => `db:\n  # ${mark}\n  password: ${bench.password()}\n`;
    bench.write('values.yaml', line('nx-gitops-allow'));
    bench.git('add', '-A');
    expect(bench.check().code).toBe(1);
    bench.write('values.yaml', line('nx-gitops-allow: a database of the tests'));
    bench.git('add', '-A');
    const { code, out } = bench.check('--report-allowed');
    expect(code).toBe(0);
    expect(out).toContain('a database of the tests');
  });

  it('goes for locks, charts and settings too', () => {
    const chart = 'name: a\ndependencies: [{ name: b, repository: https://charts.example }]\n';
    bench.write('c/Chart.yaml', chart);
    bench.git('add', '-A');
    expect(bench.commit().code).toBe(1);
    bench.write('c/Chart.yaml', `# nx-gitops-allow: its lock comes later\n${chart}`);
    bench.git('add', '-A');
    expect(bench.commit().code).toBe(0);
    commitFile('c/Chart.yaml', chart);
    expect(bench.check('--all').code).toBe(1);
    bench.check('--all', '--write-baseline', 'nx-gitops.baseline.json');
    bench.git('add', '-A');
    bench.commit('--no-verify');
    const { code, out } = bench.check('--all', '--report-allowed');
    expect(code).toBe(0);
    expect(out).toContain('allowed by baseline');
  });

  it('takes a baseline that holds no secret, until the secret changes', () => {
    const secret = bench.password();
    commitFile('values.yaml', `password: ${secret}\n`);
    expect(bench.check('--all', '--write-baseline', 'nx-gitops.baseline.json').code).toBe(0);
    expect(run('cat', ['nx-gitops.baseline.json'], bench.path).out).not.toContain(secret);
    bench.git('add', '-A');
    bench.commit('--no-verify');
    expect(bench.check('--all').code).toBe(0);
    commitFile('values.yaml', `password: ${bench.password()}\n`);
    expect(bench.check('--all').code).toBe(1);
  });
});
