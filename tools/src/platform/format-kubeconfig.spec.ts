import { expect, it } from 'vitest';
import { parse } from 'yaml';

import { formatKubeconfig } from './format-kubeconfig.ts';

it('makes the local context the current one and trusts the certificate of the API server', () => {
  const config = parse(formatKubeconfig({ port: 6443, certificate: 'PEM', token: 'secret' }));
  expect(config['current-context']).toBe('nx-gitops-local');
  expect(config.contexts[0]).toMatchObject({
    name: 'nx-gitops-local',
    context: { user: config.users[0].name },
  });
  expect(config.clusters[0].cluster).toEqual({
    server: 'https://127.0.0.1:6443',
    'certificate-authority-data': 'UEVN',
  });
  expect(config.users[0].user).toEqual({ token: 'secret' });
});
