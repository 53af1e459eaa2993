import type { Rung } from './rung.ts';
import { apiVersionsRung } from './rungs/api-versions.ts';
import { imagesRung } from './rungs/images.ts';
import { locksRung } from './rungs/locks.ts';
import { policyRung } from './rungs/policy.ts';
import { schemaRung } from './rungs/schema.ts';
import { scoreRung } from './rungs/score.ts';
import { secretsRung } from './rungs/secrets.ts';
import { serverRung } from './rungs/server.ts';

/** Cheap and offline first, the cluster last. */
export const ladder: readonly Rung[] = [
  schemaRung,
  apiVersionsRung,
  imagesRung,
  locksRung,
  secretsRung,
  scoreRung,
  policyRung,
  serverRung,
];
