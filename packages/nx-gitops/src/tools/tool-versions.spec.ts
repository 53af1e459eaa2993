import { expect, it } from 'vitest';
import { isOlder, readVersion, toolNames, toolVersions } from './tool-versions.ts';

it.each([
  ['v4.3.1+g12345', '4.3.1'],
  ['kbld version 0.46.0\n', '0.46.0'],
  ['Client Version: v1.37.2\nKustomize Version: v5.8.0', '1.37.2'],
  ['develop', undefined],
])('reads the version from "%s"', (output, expected) => {
  expect(readVersion(output)).toBe(expected);
});

it('compares by numbers, not by letters', () => {
  expect(isOlder('3.9.0', '3.14.0')).toBe(true);
  expect(isOlder('3.14.0', '3.14.0')).toBe(false);
  expect(isOlder('4.0.0', '3.14.0')).toBe(false);
});

it('knows every tool that is run', () => {
  for (const tool of toolNames) expect(toolVersions[tool]).toBeDefined();
});

it('has no tool whose pinned version is older than its minimum', () => {
  for (const { version, minimum } of Object.values(toolVersions)) {
    expect(isOlder(version, minimum)).toBe(false);
  }
});
