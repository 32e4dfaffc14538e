import tseslint from 'typescript-eslint';

const noEffects = [
  {
    selector: "NewExpression[callee.name='Date']",
    message: 'shared/ has no clock: take the time as an argument',
  },
  {
    selector: "MemberExpression[object.name='Date']",
    message: 'shared/ has no clock: take the time as an argument',
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: 'shared/ has no randomness',
  },
];
const house = [
  { selector: 'TSEnumDeclaration', message: 'use a union of literals' },
  { selector: 'ExportDefaultDeclaration', message: 'export by name' },
  { selector: 'ExportAllDeclaration', message: 'no barrels: import from the file itself' },
];

export default tseslint.config(
  {
    ignores: [
      'out/**',
      'build/**',
      '.tools/**',
      'node_modules/**',
      'scripts/**',
      'test/fixtures/**',
      'bench/*.mjs',
      'test/verifier/*.mjs',
      'test/torture/*.mjs',
      'test/verifier/*.d.mts',
      '*.config.js',
      '*.config.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: ['shared', 'electron', 'renderer', 'test'].map((room) => `./${room}/tsconfig.json`),
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      'no-restricted-syntax': ['error', ...house],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowNever: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-deprecated': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  { files: ['shared/**'], rules: { 'no-restricted-syntax': ['error', ...house, ...noEffects] } },
  // A preload passes replies on as they are: main has made them by the schema, and nothing here looks at them.
  { files: ['electron/preload/**'], rules: { '@typescript-eslint/no-unsafe-return': 'off' } },
  { files: ['renderer/css-modules.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
);
