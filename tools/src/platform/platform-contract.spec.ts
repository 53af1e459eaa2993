import { mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { readContract, writeContract, type PlatformContract } from './platform-contract.ts';

const contract: PlatformContract = {
  version: 1,
  mirror: '127.0.0.1:5000',
  builder: { kind: 'docker' },
  baseImages: {},
  kubeconfig: '/k',
  context: 'c',
  openapi: '/o',
};

describe('platform.json', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'contract-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is read as it was written, by its owner only', () => {
    const path = join(folder, 'platform.json');
    writeContract(path, contract);
    expect(readContract(path)).toEqual(contract);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is left alone when nothing changed', () => {
    const path = join(folder, 'platform.json');
    writeContract(path, contract);
    utimesSync(path, 1, 1);
    writeContract(path, { ...contract });
    expect(statSync(path).mtimeMs).toBe(1000);
  });

  it('is missing when the platform is down', () => {
    expect(readContract(join(folder, 'platform.json'))).toBeUndefined();
  });
});
