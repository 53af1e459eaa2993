import type { StageName } from '../toolchain/tool-list.ts';
import { chooseCluster } from './choose-cluster.ts';

/** The tools that `startPlatform` needs; a foreign cluster needs no control plane. */
export const chooseStages = (): StageName[] =>
  chooseCluster() ? ['images'] : ['images', 'control-plane'];
