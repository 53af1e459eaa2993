import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runIn } from './run-in.ts';

/** A Git repository with these files staged on an empty commit. */
export function createRepository(path: string, files: Readonly<Record<string, string>>): string {
  mkdirSync(path, { recursive: true });
  const git = (...args: string[]) => runIn(path, 'git', ...args);
  git('init', '-q');
  git('config', 'user.email', 'bench@shop.example');
  git('config', 'user.name', 'bench');
  git('commit', '-q', '--allow-empty', '-m', 'start');
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  git('add', '-A');
  return path;
}
