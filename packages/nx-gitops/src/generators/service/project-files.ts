import { serializeJson } from '@nx/devkit';
import { mainText } from './main-text.ts';
import type { ServicePlan } from './normalize-options.ts';
import type { Files } from '../write-missing.ts';

/** A new project: an HTTP service without dependencies, bundled to dist/main.js. */
export const projectFiles = ({ name, project }: ServicePlan): Files => ({
  'package.json': `${serializeJson({
    name: project,
    version: '0.0.0',
    private: true,
    type: 'module',
    scripts: {
      build:
        'esbuild src/main.ts --bundle --platform=node --target=node20 --format=esm --outfile=dist/main.js',
    },
    devDependencies: { esbuild: '^0.28.2' },
  })}\n`,
  'tsconfig.json': `${serializeJson({
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
  })}\n`,
  'src/main.ts': mainText(name),
});
