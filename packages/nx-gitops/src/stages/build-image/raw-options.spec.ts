import { expect, it } from 'vitest';
import { readRawOptions } from './raw-options.ts';

it('reads mounts, caches and platforms, and moves caches to the mirror', () => {
  const rawOptions = [
    '--platform=linux/amd64,linux/arm64',
    '--build-arg',
    'A=b=c',
    '--secret=id=npm,src=.npmrc',
    '--ssh=default',
    '--cache-from=registry.example/cache',
    '--cache-to=type=registry,ref=registry.example/cache,mode=max',
    '--cache-to=type=inline',
  ];
  expect(readRawOptions({ image: 'a', rawOptions }, '127.0.0.1:1')).toEqual({
    buildArguments: ['A=b=c'],
    platforms: ['linux/amd64', 'linux/arm64'],
    target: undefined,
    mounts: {
      secrets: ['id=npm,src=.npmrc'],
      ssh: ['default'],
      cacheFrom: ['type=registry,ref=127.0.0.1:1/registry.example/cache,registry.insecure=true'],
      cacheTo: [
        'type=registry,ref=127.0.0.1:1/registry.example/cache,mode=max,registry.insecure=true',
        'type=inline',
      ],
    },
  });
});

it('refuses what not every builder knows', () => {
  expect(() => readRawOptions({ image: 'a', rawOptions: ['--network=host'] }, undefined)).toThrow(
    /KBLD_INVALID: kbld.yaml of "a": rawOptions has "--network"/,
  );
});
