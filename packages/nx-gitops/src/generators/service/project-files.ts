import { serializeJson } from '@nx/devkit';
import type { Files } from '../write-missing.ts';
import { serviceKinds } from './kinds/find-kind.ts';
import { nodeMainText } from './kinds/node-main-text.ts';
import type { ServicePlan } from './normalize-options.ts';
import type { WorkspaceShape } from './workspace-shape.ts';

const json = (value: object): string => `${serializeJson(value)}\n`;

/** A project of Nx without targets of its own. */
export const nameText = ({ project }: ServicePlan): string =>
  json({ name: project, projectType: 'application' });

/** A new project: an HTTP service without dependencies. */
export function projectFiles(plan: ServicePlan, shape: WorkspaceShape): Files {
  if (plan.kind !== 'node') {
    return {
      'project.json': nameText(plan),
      ...serviceKinds[plan.kind].sources(plan.name),
    };
  }
  const main = shape.isTyped ? 'src/main.ts' : 'src/main.js';
  const bundle = `esbuild ${main} --bundle --platform=node --target=node20 --format=esm --outfile=dist/main.js`;
  return {
    ...(shape.isPackageBased ? packageFiles(plan, bundle) : integratedFiles(plan, bundle)),
    ...(shape.isTyped ? { 'tsconfig.json': tsconfigText } : {}),
    [main]: nodeMainText(plan.name, shape.isTyped),
  };
}

const packageFiles = ({ project }: ServicePlan, bundle: string): Files => ({
  'package.json': json({
    name: project,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: { build: bundle },
    devDependencies: { esbuild: esbuildVersion },
  }),
});

/** Node takes main.js for a module because of the package.json beside it, in the image too. */
const integratedFiles = ({ project, root }: ServicePlan, command: string): Files => ({
  'project.json': json({
    name: project,
    projectType: 'application',
    sourceRoot: `${root}/src`,
    targets: {
      build: {
        executor: 'nx:run-commands',
        cache: true,
        inputs: ['production', '^production'],
        outputs: ['{projectRoot}/dist'],
        options: { command, cwd: '{projectRoot}' },
      },
    },
  }),
  'package.json': json({ name: project, version: '0.0.0', private: true, type: 'module' }),
});

export const esbuildVersion = '^0.28.2';

const tsconfigText = json({
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['src'],
});
