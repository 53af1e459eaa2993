import { expect, it, onTestFinished } from 'vitest';
import { createFreshWorkspace } from '../workspace/fresh-workspace.ts';
import { deployTwice, generateTwice, refuseSecret } from '../workspace/whole-way.ts';

it.each([
  { nx: '24.0.6', manager: 'npm', isPackageBased: true, isTyped: true },
  { nx: '23.2.1', manager: 'npm', isPackageBased: false, isTyped: true },
] as const)(
  'goes the whole way in a fresh workspace: %o',
  async (variant) => {
    const workspace = await createFreshWorkspace(variant);
    onTestFinished(workspace.dispose);
    await generateTwice(workspace);
    await refuseSecret(workspace);
    await deployTwice(workspace);
    expect(await workspace.run('nx', 'show', 'projects')).toContain('reviews');
  },
  900_000,
);
