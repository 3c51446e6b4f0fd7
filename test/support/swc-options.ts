/** How sources are compiled for tests, by vitest and for processes of their own. */
export const SWC_OPTIONS = {
  target: 'es2023',
  parser: { syntax: 'typescript', tsx: true, decorators: true },
  transform: {
    legacyDecorator: true,
    decoratorMetadata: true,
    useDefineForClassFields: false,
    react: { runtime: 'automatic', importSource: 'preact' },
  },
} as const;
