import { describe, expect, it } from 'vitest';
import { openFolderNames } from './folder-names.ts';

const id = Buffer.alloc(20, 0xa0);
const tree = (...names: string[]): Buffer =>
  Buffer.concat(names.flatMap((name) => [Buffer.from(`100644 ${name}\0`), id]));

const objects = (trees: Record<string, Buffer>) => ({
  read: async (name: string) =>
    trees[name] && { id: id.toString('hex'), type: 'tree', bytes: trees[name] },
  close: () => {},
});

describe('the names in a folder', () => {
  const reader = objects({ 'HEAD:': tree('a', 'käse'), 'HEAD:b/c': tree('d e.yaml', 'gone.yaml') });

  it('are those of the commit, whatever bytes the ids have', async () => {
    const namesIn = openFolderNames(reader, 'HEAD');
    expect([...(await namesIn(''))]).toEqual(['a', 'käse']);
    expect([...(await namesIn('b/c/'))]).toEqual(['d e.yaml', 'gone.yaml']);
  });

  it('follow what is staged', async () => {
    const namesIn = openFolderNames(reader, 'HEAD', ['b/c/new.yaml', 'x'], ['b/c/gone.yaml']);
    expect([...(await namesIn('b/c/'))]).toEqual(['d e.yaml', 'new.yaml']);
    expect((await namesIn('')).has('x')).toBe(true);
  });

  it('are those that are staged where there is no commit, none where there is no folder', async () => {
    const namesIn = openFolderNames(objects({}), 'HEAD', ['a/b.yaml']);
    expect([...(await namesIn('a/'))]).toEqual(['b.yaml']);
    expect([...(await namesIn('b/'))]).toEqual([]);
  });
});
