/** Arrows point down only: a room may use the rooms below it, never one above. */
const floors = [
  'platform',
  'audit',
  'policy',
  'sources',
  'persons',
  'holds',
  'accounts',
  'auth',
  'articles',
  '(?:comments|consent)',
  'media',
  'requests',
  '(?:exports|erasures)',
  'evidence',
  'web',
];

const upward = floors.slice(0, -1).map((room, floor) => ({
  name: `${room.replace(/[^a-z]+/g, '-')}-uses-only-rooms-below`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: { path: `^src/(?:${floors.slice(floor + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    ...upward,
    {
      name: 'exports-and-erasures-do-not-meet',
      severity: 'error',
      from: { path: '^src/(exports|erasures)/' },
      to: { path: '^src/(exports|erasures)/', pathNot: '^src/$1/' },
    },
    {
      name: 'rooms-do-not-use-entry-points',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/(cli|demo|bench)/' },
      to: { path: '^src/(?:[^/]+\\.tsx?$|cli/|demo/|bench/)' },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'migrations-stand-alone',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
