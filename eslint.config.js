import js from '@eslint/js';
import tseslint from 'typescript-eslint';

const plugin = 'packages/nx-gitops/src';

/** The layers of the plugin, from the inside: each may import itself and the ones that it names. */
const layers = {
  model: [],
  io: ['model'],
  tools: ['model', 'io'],
  workspace: ['model', 'io', 'tools'],
  stages: ['model', 'io', 'tools', 'workspace', 'checks'],
  plugin: ['model', 'io', 'workspace'],
  executors: ['model', 'io', 'tools', 'workspace', 'stages'],
  generators: ['model', 'io', 'tools', 'workspace', 'stages', 'checks'],
  checks: ['model', 'workspace'],
  cli: ['model', 'io', 'tools', 'workspace', 'stages', 'checks'],
};

const withNx = ['plugin', 'executors', 'generators'];

const forbid = (group, message) => ({ group, message });

const layerRules = Object.entries(layers).map(([layer, allowed]) => {
  const others = Object.keys(layers).filter((other) => other !== layer && !allowed.includes(other));
  const inside = others.flatMap((other) => [`**/${other}/*`, `**/${other}/**`]);
  return {
    files: [`${plugin}/${layer}/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            ...(inside.length > 0
              ? [forbid(inside, `${layer}/ may import only: ${[layer, ...allowed].join(', ')}`)]
              : []),
            ...(withNx.includes(layer)
              ? []
              : [
                  forbid(['@nx/*', 'nx', 'nx/*'], 'Only plugin, executors and generators know Nx.'),
                ]),
            forbid(['@nx/devkit/src/*', 'nx/src/*'], 'Deep imports of Nx have no contract.'),
            ...(['io', 'checks'].includes(layer)
              ? []
              : [
                  forbid(
                    ['node:fs', 'node:fs/*', 'node:child_process', 'execa'],
                    'io/ is the one door to disk and processes.',
                  ),
                ]),
          ],
        },
      ],
    },
  };
});

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      '.nx-gitops/**',
      '**/test/fixtures/**',
      '**/test/corpus/**/*.txt',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-unused-expressions': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' },
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
      ],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', { max: 150, skipBlankLines: false, skipComments: false }],
      'no-undef': 'off',
      'no-control-regex': 'off',
    },
  },
  ...layerRules,
  {
    // A scanner walks arrays by index; and the bundle of "check" must not pay for execa, so it has doors of its own.
    files: [`${plugin}/checks/**`, `${plugin}/cli/check*.ts`],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  { files: [`${plugin}/cli/check*.ts`], rules: { 'no-restricted-imports': 'off' } },
  {
    files: [
      '**/*.config.{js,ts}',
      '**/test/**/*-setup.ts',
      '**/*.spec.ts',
      '**/test/**',
      '**/schema.ts',
      'tools/bench/**',
    ],
    rules: {
      'no-restricted-syntax': 'off',
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
);
