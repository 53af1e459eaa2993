import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { workspaceRoot } from '../workspace.ts';
import { toolList, type Tool } from './tool-list.ts';
import { findVersion, readVersionTable } from './version-table.ts';

const table = readVersionTable(workspaceRoot);
const goModule = (path: string) =>
  readFileSync(join(workspaceRoot, 'tools/toolchain', path), 'utf8');
const moduleOf = ({ module = '.' }: Tool) => goModule(join(module, 'go.mod'));
const versionOf = (tool: Tool) =>
  [...moduleOf(tool).matchAll(/^\s*(?:require )?(\S+) v(\d\S*)/gm)]
    .filter(([, name]) => `${tool.package}/`.startsWith(`${name}/`))
    .sort(([, a = ''], [, b = '']) => b.length - a.length)[0]?.[2];

describe('go.mod', () => {
  const pinned = toolList.filter((tool) => tool.name !== 'runc' && !tool.package.startsWith('./'));

  it.each(pinned)('pins $name to the version of the table', (tool) => {
    expect(versionOf(tool)).toBe(findVersion(table, tool)?.version);
  });

  it.each(pinned)('names $package as a tool', (tool) => {
    expect(moduleOf(tool)).toContain(`\n\t${tool.package}\n`);
  });

  it('has every tool of the table but Docker, which nobody builds for a project', () => {
    const names = ['docker', ...toolList.map((tool) => tool.name)];
    expect(Object.keys(table).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('builds a runc that is not older than the minimum of the table', () => {
    const version = /opencontainers\/runc v(\S+)/.exec(goModule('runc/go.mod'))?.[1] ?? '';
    expect(
      version.localeCompare(`${table['runc']?.minimum}`, 'en', { numeric: true }),
    ).toBeGreaterThanOrEqual(0);
  });
});
