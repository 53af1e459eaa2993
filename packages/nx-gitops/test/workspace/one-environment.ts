/** The files of a workspace with one environment, `staging`, before there is anything in it. */
export const oneEnvironment = (name: string): Readonly<Record<string, string>> => ({
  'nx.json': JSON.stringify({ plugins: ['nx-gitops'], analytics: false }, null, 2),
  'package.json': JSON.stringify({ name, private: true }, null, 2),
  '.gitignore': 'node_modules\n.nx\n.nx-gitops\n',
  'config-repository/gitops.yaml': `application: ${name}
kubernetes: '1.37.2'
waitTimeout: 60s
defaultEnvironment: staging
environments:
  staging:
    namespace: {id}-staging
`,
});
