import {
  chmodSync,
  mkdirSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  bundleCheck,
  closeBundle,
  installHooks,
  openWorkbench,
  run,
  type Workbench,
} from './check-workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = openWorkbench();
});
afterEach(() => bench.close());
afterAll(closeBundle);

const start = (): void => {
  bench.write('README.md', 'hello\n');
  bench.git('add', '-A');
  expect(bench.commit().code).toBe(0);
};

describe('a commit with the hook', () => {
  it('is stopped by a plaintext Secret, and told how to encrypt it', () => {
    start();
    bench.write('apps/a b/secret.yaml', bench.secret());
    bench.git('add', '-A');
    const { code, out } = bench.commit();
    expect(code).toBe(1);
    expect(out).toContain('apps/a b/secret.yaml:6');
    expect(out).toContain("sops encrypt -i 'apps/a b/secret.yaml'");
  });

  it('never prints the secret', () => {
    start();
    const secret = bench.password();
    bench.write(
      '.env',
      `DB_PASSWORD=${secret}\nURL=postgres://a:${encodeURIComponent(secret)}@db/a\n`,
    );
    bench.git('add', '-f', '-A');
    for (const format of ['text', 'json', 'sarif', 'github']) {
      const { code, out } = bench.check('--staged', '--format', format, '--report-allowed');
      expect(code).toBe(1);
      expect(out).not.toContain(secret.slice(0, 6));
    }
  });

  it('is judged in a repository without any commit', () => {
    bench.write('secret.yaml', bench.secret());
    bench.git('add', '-A');
    expect(bench.commit().code).toBe(1);
    bench.git('rm', '-q', '--cached', 'secret.yaml');
    expect(bench.commit().code).toBe(0);
  });

  it('is judged by the index: a secret staged and then taken out of the working tree is found', () => {
    start();
    bench.write('a.yaml', bench.secret());
    bench.git('add', 'a.yaml');
    bench.write('a.yaml', 'kind: Secret\n');
    expect(bench.commit().code).toBe(1);
  });

  it('does not see what is only in the working tree', () => {
    start();
    bench.write('a.yaml', 'kind: ConfigMap\n');
    bench.git('add', 'a.yaml');
    bench.write('a.yaml', bench.secret());
    expect(bench.commit().code).toBe(0);
  });

  it('sees one new line in a Secret that was there, and only that', () => {
    start();
    const old = bench.secret();
    bench.write('a.yaml', old);
    bench.git('add', '-A');
    bench.commit('--no-verify');
    bench.write('a.yaml', old.replace('name: a', 'name: b'));
    expect(bench.commit('-a').code).toBe(0);
    bench.write('a.yaml', `${old}  other: ${bench.password()}\n`);
    const { code, out } = bench.commit('-a');
    expect(code).toBe(1);
    expect(out).toContain('a.yaml:7');
    expect(out).not.toContain('a.yaml:6');
  });

  it.each([['-a'], ['--only', 'README.md', 'a.yaml'], ['--include', 'a.yaml']])(
    'is judged with commit %s',
    (...args) => {
      start();
      bench.write('a.yaml', 'a: 1\n');
      bench.git('add', '-A');
      bench.commit();
      bench.write('a.yaml', bench.secret());
      bench.write('README.md', 'more\n');
      expect(bench.commit(...args).code).toBe(1);
    },
  );

  it('is judged with --amend', () => {
    start();
    bench.write('a.yaml', bench.secret());
    bench.git('add', '-A');
    expect(bench.commit('--amend').code).toBe(1);
  });

  it('lets a move of old content and a deletion pass, and finds a secret that the move adds', () => {
    start();
    const old = bench.secret();
    bench.write('a.yaml', old);
    bench.git('add', '-A');
    bench.commit('--no-verify');
    bench.git('mv', 'a.yaml', 'b.yaml');
    expect(bench.commit().code).toBe(0);
    bench.git('mv', 'b.yaml', 'c.yaml');
    bench.write('c.yaml', `${old}  more: ${bench.password()}\n`);
    bench.git('add', '-A');
    expect(bench.commit().code).toBe(1);
    bench.git('reset', '-q', '--hard');
    bench.git('rm', '-q', 'b.yaml');
    expect(bench.commit().code).toBe(0);
  });

  it('reads a file that takes the place of a link, and no link', () => {
    start();
    symlinkSync('README.md', join(bench.path, 'link.yaml'));
    bench.git('add', '-A');
    expect(bench.commit().code).toBe(0);
    unlinkSync(join(bench.path, 'link.yaml'));
    bench.write('link.yaml', bench.secret());
    expect(bench.commit('-a').code).toBe(1);
  });

  it('passes over submodules', () => {
    start();
    const other = openWorkbench();
    other.write('a', 'a');
    other.git('add', '-A');
    other.commit();
    bench.git('submodule', '--quiet', 'add', other.path, 'sub');
    expect(bench.commit().code).toBe(0);
    other.close();
  });

  it.each(['-diff', 'binary', 'diff=hidden', '-text', 'export-ignore', 'linguist-generated'])(
    'is not blinded by the attribute %s',
    (attribute) => {
      start();
      bench.git('config', 'diff.hidden.textconv', 'true');
      bench.git('config', 'color.ui', 'always');
      bench.git('config', 'diff.noprefix', 'true');
      bench.git('config', 'diff.relative', 'true');
      bench.git('config', 'core.quotePath', 'true');
      bench.write('.gitattributes', `*.yaml ${attribute}\n`);
      bench.write('deep/a.yaml', bench.secret());
      bench.git('add', '-A');
      expect(bench.commit().code).toBe(1);
    },
  );

  it.each([
    'with space.yaml',
    'new\nline.yaml',
    'tab\tquote".yaml',
    'grüße/日本.yaml',
    '-dash.yaml',
    ':(top)magic.yaml',
    "it's.yaml",
  ])('reads a file named %j', (name) => {
    start();
    bench.write(name, bench.secret());
    bench.git('add', '-A');
    const { code, out } = bench.check('--format', 'json');
    expect(code).toBe(1);
    expect((JSON.parse(out) as { findings: { path: string }[] }).findings[0]?.path).toBe(name);
    expect(bench.commit().code).toBe(1);
  });

  it.each([
    ['CRLF', (text: string) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    ['a BOM', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 with a mark', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 without a mark', (text: string) => Buffer.from(text, 'utf16le')],
    ['UTF-16 big endian', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['Latin-1', (text: string) => Buffer.from(`# \xe9\n${text}`, 'latin1')],
  ])('reads %s', (_, encode) => {
    start();
    bench.write('a.yaml', encode(bench.secret()));
    bench.git('add', '-A');
    expect(bench.commit().code).toBe(1);
  });

  it('finds a private key in a binary file and at the end of a huge one', () => {
    start();
    const key = Buffer.from(run('openssl', ['genpkey', '-algorithm', 'ed25519'], bench.path).out);
    bench.write('a.bin', Buffer.concat([Buffer.alloc(100), key, Buffer.alloc(100)]));
    bench.write('b.txt', Buffer.concat([Buffer.alloc(21 << 20, 'just some words\n'), key]));
    bench.git('add', '-A');
    const { code, out } = bench.commit();
    expect(code).toBe(1);
    expect(out).toContain('a.bin');
    expect(out).toContain('b.txt:1376257');
  });

  it('says that it could not check a file of more than half a gigabyte', () => {
    start();
    bench.git('config', 'core.compression', '0');
    bench.write('a.img', '');
    truncateSync(join(bench.path, 'a.img'), 2 ** 29);
    bench.git('add', '-A');
    const { code, out } = bench.check();
    expect(code).toBe(2);
    expect(out).toContain('A file of 536870912 bytes is too large to look at');
    expect(bench.commit().code).not.toBe(0);
  });

  it('stops a merge that is made by hand and adds a secret of its own', () => {
    start();
    bench.git('checkout', '-q', '-b', 'side');
    bench.write('b.yaml', 'b: 1\n');
    bench.git('add', '-A');
    bench.commit();
    bench.git('checkout', '-q', 'main');
    bench.write('c.yaml', 'c: 1\n');
    bench.git('add', '-A');
    bench.commit();
    bench.git('merge', '-q', '--no-commit', '--no-ff', 'side');
    bench.write('evil.yaml', bench.secret());
    bench.git('add', '-A');
    expect(bench.commit().code).toBe(1);
    bench.git('rm', '-q', '--cached', 'evil.yaml');
    expect(bench.commit().code).toBe(0);
  });

  it('is judged by the hunk that git add -p stages, not by the one that it leaves', () => {
    start();
    const lines = Array.from({ length: 20 }, (_, index) => `key${index}: ${index}\n`);
    bench.write('values.yaml', lines.join(''));
    bench.git('add', '-A');
    bench.commit();
    const secret = `password: ${bench.password()}\n`;
    bench.write('values.yaml', [secret, ...lines, 'more: 1\n'].join(''));
    const stage = (answers: string): void =>
      void run('sh', ['-c', `printf '${answers}' | git add -p`], bench.path);
    stage('n\\ny\\n');
    expect(bench.commit().code).toBe(0);
    stage('y\\n');
    expect(bench.commit().code).toBe(1);
  });

  it('takes an LFS pointer for what it is', () => {
    start();
    bench.write(
      'a.bin',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'1a'.repeat(32)}\nsize 12345\n`,
    );
    bench.git('add', '-A');
    expect(bench.commit().code).toBe(0);
  });

  it('copes with intent to add, and sees what is hidden by skip-worktree and .gitignore', () => {
    start();
    bench.write('new.yaml', bench.secret());
    bench.git('add', '-N', 'new.yaml');
    bench.write('README.md', 'more\n');
    bench.git('add', 'README.md');
    expect(bench.commit().code).toBe(0);
    bench.git('reset', '-q');
    bench.write('.gitignore', 'new.yaml\n');
    bench.git('add', '-f', 'new.yaml');
    bench.git('update-index', '--skip-worktree', 'new.yaml');
    expect(bench.commit().code).toBe(1);
  });

  it('works in a linked worktree and from a folder below', () => {
    start();
    const linked = join(bench.path, '..', `linked-${process.pid}`);
    bench.git('worktree', 'add', '-q', linked);
    const writeIn = (name: string, content: string | Buffer): void => {
      mkdirSync(dirname(join(linked, name)), { recursive: true });
      writeFileSync(join(linked, name), content);
    };
    installHooks(linked, writeIn);
    writeIn('deep/a.yaml', bench.secret());
    run('git', ['add', 'deep'], linked);
    const { code, out } = run('git', ['commit', '-q', '-m', 'x'], join(linked, 'deep'));
    expect(code).toBe(1);
    expect(out).toContain('deep/a.yaml:6');
    bench.git('worktree', 'remove', '--force', linked);
  });

  it('leaves index, working tree and stash as they are', () => {
    start();
    bench.write('a.yaml', bench.secret());
    bench.git('add', '-A');
    bench.write('README.md', 'changed\n');
    chmodSync(join(bench.path, 'README.md'), 0o755);
    const state = (): string =>
      [
        bench.git('status', '--porcelain').out,
        bench.git('ls-files', '-s').out,
        bench.git('stash', 'list').out,
      ].join('\n');
    const before = state();
    bench.check();
    bench.check('--all');
    expect(state()).toBe(before);
  });

  it('says that it could not check where there is no repository', () => {
    const { code, out } = run(process.execPath, [bundleCheck()], dirname(bench.path));
    expect(code).toBe(2);
    expect(out).toContain('could not check');
  });
});
