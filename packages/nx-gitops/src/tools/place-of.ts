import type { KappApp } from './kapp.ts';

/** An app as a message names it. */
export const placeOf = ({ name, namespace, cluster }: KappApp): string =>
  `${name} in namespace ${namespace} (context ${cluster.context})`;
