import boundaries from 'eslint-plugin-boundaries';
import tseslint from 'typescript-eslint';
import { mayImport } from './may-import.mjs';

const throughIndex = {
  group: ['**/libs/*/src/*', '@app/*/src/*'],
  message: 'Import a lib by its index.',
};

const rawText = [
  {
    selector: "CallExpression[callee.object.name='z'][callee.property.name='string']",
    message:
      'A text that comes in is read by a field that cleans it: oneLine, longText, listOfLines ... of the kernel.',
  },
  {
    selector: "CallExpression[callee.object.property.name='coerce'][callee.property.name='string']",
    message:
      'A text that comes in is read by a field that cleans it: oneLine, longText, listOfLines ... of the kernel.',
  },
];
const trimmed = {
  selector: "CallExpression[callee.property.name='trim']",
  message: 'What comes in is cleaned by cleanText, which trims more than white space.',
};
/** These schemas read what is stored, the project's own files or its settings, or say what the API answers. */
const readsNoInput = [
  '**/*.spec.ts',
  '**/*events.ts',
  'libs/platform/src/config/config.ts',
  'libs/occupational-map/src/seed*.ts',
  'libs/occupational-map/src/domain/occupation.ts',
  'libs/proposals/src/domain/{content,matches,dispensation}.ts',
  'libs/revisions/src/domain/{operations,import-faults}.ts',
  'libs/consultations/src/domain/{draft,form,proposed,question,subject}.ts',
  'libs/notifications/src/domain/following.ts',
  'libs/kernel/src/text-fields.ts',
];

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.data/', 'screens/'] },
  ...tseslint.configs.recommendedTypeChecked,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { boundaries },
    settings: {
      'import/resolver': { typescript: { project: './tsconfig.json' } },
      'boundaries/elements': [
        { type: 'app', pattern: 'apps/*', capture: ['name'] },
        { type: 'lib', pattern: 'libs/*', capture: ['name'] },
      ],
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'URL',
          property: 'canParse',
          message: 'In Node 20 it goes wrong after some thousand calls: use urlIn.',
        },
      ],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'no-restricted-imports': ['error', { patterns: [throughIndex] }],
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          policies: [
            { allow: { to: { module: { origin: ['external', 'core'] } } } },
            { from: { element: { type: 'app' } }, allow: { to: { element: { type: 'lib' } } } },
            ...Object.entries(mayImport).map(([name, uses]) => ({
              from: { element: { type: 'lib', captured: { name } } },
              allow: { to: { element: { type: 'lib', captured: { name: uses.length > 0 ? uses : ['__none__'] } } } },
            })),
          ],
        },
      ],
    },
  },
  {
    files: ['libs/*/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            throughIndex,
            { group: ['typeorm', '@nestjs/*', 'bullmq', 'fastify'], message: 'domain/ is plain TypeScript.' },
          ],
        },
      ],
    },
  },
  {
    files: ['libs/*/src/**/*.ts', 'apps/web/src/**/*.ts'],
    ignores: [...readsNoInput, 'apps/web/src/api/v2/*.schema.ts', 'apps/web/src/{pages,api}/**'],
    rules: { 'no-restricted-syntax': ['error', ...rawText] },
  },
  {
    files: ['apps/web/src/{pages,api}/**/*.ts'],
    ignores: [...readsNoInput, 'apps/web/src/api/v2/*.schema.ts', '**/*.view.ts'],
    rules: { 'no-restricted-syntax': ['error', ...rawText, trimmed] },
  },
  {
    files: ['apps/web/src/api/v2/*.schema.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...rawText.map(({ selector, message }) => ({
          selector: `Property[key.name=/^(query|params)$/] ${selector}`,
          message,
        })),
      ],
    },
  },
  {
    files: ['**/*.controller.ts'],
    rules: { 'max-lines': ['error', { max: 150, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/unbound-method': 'off',
      'boundaries/dependencies': 'off',
      'max-lines': ['error', { max: 400 }],
    },
  },
  {
    files: ['test/browser/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.property.name='click'], CallExpression[callee.property.name='press'][arguments.0.value='Enter']",
          message: 'Playwright does not wait for the next page: use follow() where it leads there, press() where not.',
        },
      ],
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
