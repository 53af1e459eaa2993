import { it } from 'vitest';
import { goWholeWay } from '../workspace/whole-way.ts';

it.each([
  { nx: '24.0.6', manager: 'npm', isPackageBased: true, isTyped: true },
  { nx: '23.2.1', manager: 'npm', isPackageBased: false, isTyped: true },
] as const)(
  'goes the whole way in a fresh workspace: %o',
  (variant) => goWholeWay(variant),
  900_000,
);
