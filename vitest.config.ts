import swc from 'unplugin-swc';
import { configDefaults, defineConfig } from 'vitest/config';
import { SWC_OPTIONS } from './test/support/swc-options.js';

/** Files that change their process, or measure it: each has one of its own. */
const ALONE = [
  'test/unit/**/*.test.{ts,tsx}',
  'test/browser/**/*.test.ts',
  'test/integration/{accounts,auth,cli,platform,sources}/**/*.test.ts',
];

/** Patterns with spaces between them; `--exclude` does not reach projects. */
const LEFT_OUT = (process.env.ATHAR_TESTS_LEFT_OUT ?? '').split(' ').filter((pattern) => pattern !== '');

const exclude = [...configDefaults.exclude, ...LEFT_OUT];

const plugins = () => [swc.vite({ jsc: SWC_OPTIONS })];

const test = { pool: 'forks', testTimeout: 30_000, hookTimeout: 60_000 } as const;

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['test/support/global-setup.ts'],
    projects: [
      { plugins: plugins(), test: { ...test, name: 'alone', include: ALONE, exclude } },
      {
        // Reading the whole portal takes longer than most of these files do: those of one worker read it once.
        plugins: plugins(),
        test: {
          ...test,
          name: 'together',
          isolate: false,
          restoreMocks: true,
          include: ['test/{e2e,integration}/**/*.test.ts'],
          exclude: [...exclude, ...ALONE],
        },
      },
    ],
  },
});
