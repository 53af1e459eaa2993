import { stringify } from 'yaml';

export const localContext = 'nx-gitops-local';

export interface KubeconfigSource {
  readonly port: number;
  /** PEM of the certificate that the API server made for itself. */
  readonly certificate: string;
  readonly token: string;
}

export const formatKubeconfig = ({ port, certificate, token }: KubeconfigSource): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': localContext,
    clusters: [
      {
        name: localContext,
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority-data': Buffer.from(certificate).toString('base64'),
        },
      },
    ],
    users: [{ name: localContext, user: { token } }],
    contexts: [
      {
        name: localContext,
        context: { cluster: localContext, user: localContext, namespace: 'default' },
      },
    ],
  });
