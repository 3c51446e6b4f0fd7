import swc from 'unplugin-swc';
import { configDefaults, defineConfig } from 'vitest/config';

/** Files that change their process, or measure it: each has one of its own. */
const ALONE = [
  'test/unit/**/*.test.{ts,tsx}',
  'test/browser/**/*.test.ts',
  'test/integration/{accounts,auth,cli,platform,sources}/**/*.test.ts',
];

const plugins = () => [
  swc.vite({
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', tsx: true, decorators: true },
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: false,
        react: { runtime: 'automatic', importSource: 'preact' },
      },
    },
  }),
];

const test = { pool: 'forks', testTimeout: 30_000, hookTimeout: 60_000, restoreMocks: true } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      { plugins: plugins(), test: { ...test, name: 'alone', include: ALONE } },
      {
        // Reading the whole portal takes longer than most of these files do: those of one worker read it once.
        plugins: plugins(),
        test: {
          ...test,
          name: 'together',
          isolate: false,
          include: ['test/{e2e,integration}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...ALONE],
        },
      },
    ],
  },
});
