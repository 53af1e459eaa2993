import { it } from 'vitest';
import { goWholeWay } from '../workspace/whole-way.ts';

it.each([
  { nx: '24.0.6', manager: 'pnpm', isPackageBased: false, isTyped: false },
  { nx: '23.2.1', manager: 'pnpm', isPackageBased: true, isTyped: false },
] as const)(
  'goes the whole way in a fresh workspace: %o',
  (variant) => goWholeWay(variant),
  900_000,
);
