import { dirname } from 'node:path';
import { z } from 'zod';
import { MARIA_EXAMPLE, mariaUrlProblem } from './mariadb/maria-url.js';
import { manualSystem, type ManualSystem } from './manual/manual-system.js';
import { type DataMap, DEFAULT_SCHEMA } from './map/data-map.js';
import { readMap } from './map/map-file.js';
import { withPrefix } from './map/with-prefix.js';
import { readYaml, YamlProblems } from '../platform/config/yaml-file.js';

/** The portal's own tables; no configured source may take this id. */
export const PORTAL_ID = 'portal';

const EXAMPLE = 'postgres://reader:password@host:5432/database';

/** What kind of database an address is of. */
export type DatabaseKind = 'postgres' | 'mariadb';

const KINDS: Readonly<Record<string, DatabaseKind>> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mariadb',
  'mariadb:': 'mariadb',
};

function kindOf(url: string): DatabaseKind | undefined {
  return URL.canParse(url) ? KINDS[new URL(url).protocol] : undefined;
}

/** An address of a database; its text stays out of problems, since it holds a password. */
const databaseUrl = z.string().superRefine((text, context) => {
  const kind = kindOf(text);
  const message =
    kind === undefined
      ? `expected an address such as ${EXAMPLE} or ${MARIA_EXAMPLE}`
      : kind === 'mariadb'
        ? mariaUrlProblem(text)
        : undefined;
  if (message !== undefined) context.addIssue({ code: 'custom', message });
});

const database = z.strictObject({
  kind: z.literal('database'),
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and -, starting with a letter'),
  map: z.string().min(1),
  url: databaseUrl,
  writeUrl: databaseUrl.optional(),
  mode: z.enum(['read-only', 'erase']).default('read-only'),
  options: z
    .strictObject({
      tablePrefix: z
        .string()
        .regex(/^[A-Za-z0-9_]{0,30}$/, 'expected letters, digits and _')
        .default(''),
      uploadsDir: z.string().min(1).optional(),
    })
    .prefault({}),
});

/** What says nothing else is a database. */
const entry = z.preprocess(
  (given) =>
    typeof given === 'object' && given !== null && !('kind' in given)
      ? { ...given, kind: 'database' }
      : given,
  z.discriminatedUnion('kind', [database, manualSystem], { error: 'expected kind: manual, or none' }),
);

const sourcesFile = z.strictObject({ sources: z.array(entry) }).superRefine(({ sources }, context) => {
  const ids = sources.map(({ id }) => id);
  ids.forEach((id, index) => {
    if (id !== PORTAL_ID) return;
    const message = `expected another id: ${PORTAL_ID} is the portal's own`;
    context.addIssue({ code: 'custom', path: ['sources', index, 'id'], message });
  });
  ids.forEach((id, index) => {
    if (ids.indexOf(id) === index) return;
    const message = `expected an id that no other source has; "${id}" is there already`;
    context.addIssue({ code: 'custom', path: ['sources', index, 'id'], message });
  });
  sources.forEach((source, index) => {
    if (source.kind === 'manual') return;
    const problem = writing(source.mode, kindOf(source.url), source.writeUrl);
    if (problem === undefined) return;
    const [name, message] = problem;
    context.addIssue({ code: 'custom', path: ['sources', index, name], message });
  });
});

/** What is wrong with how a source is to be erased in: the member, and what was expected of it. */
function writing(
  mode: 'read-only' | 'erase',
  kind: DatabaseKind | undefined,
  writeUrl: string | undefined,
): readonly [string, string] | undefined {
  if (writeUrl !== undefined && kindOf(writeUrl) !== kind)
    return ['writeUrl', 'expected an address of the same kind of database as url'];
  return mode === 'erase' && writeUrl === undefined
    ? ['mode', 'expected a writeUrl, since mode is erase']
    : undefined;
}

/** A source as an operator configured it, its map read and checked. */
export interface ConfiguredSource {
  readonly id: string;
  readonly kind: DatabaseKind;
  readonly url: string;
  readonly writeUrl?: string;
  readonly mode: 'read-only' | 'erase';
  readonly uploadsDir?: string;
  readonly map: DataMap;
}

/** What an operator configured: databases, and systems that people search by hand. */
export interface SourcesFile {
  readonly databases: readonly ConfiguredSource[];
  readonly manual: readonly ManualSystem[];
}

/**
 * Reads the file that ATHAR_SOURCES names, and the maps it names; paths of maps start from its folder.
 * @throws YamlProblems with a line per problem
 */
export function readSourcesFile(path: string): SourcesFile {
  const { sources } = readYaml(path, sourcesFile);
  return {
    databases: sources.flatMap((source, index) =>
      source.kind === 'manual' ? [] : [configured(path, source, index)],
    ),
    manual: sources.filter((source) => source.kind === 'manual'),
  };
}

function configured(
  path: string,
  { map: named, options, ...source }: z.output<typeof database>,
  index: number,
): ConfiguredSource {
  const kind = kindOf(source.url) ?? 'postgres';
  const map = readMap(named, dirname(path));
  if (kind === 'mariadb' && map.schema !== DEFAULT_SCHEMA) {
    throw new YamlProblems([
      `${path}: sources[${index}].map: expected a data map without schema: the tables of a MariaDB source are in the database that its url names`,
    ]);
  }
  return {
    ...source,
    kind,
    uploadsDir: options.uploadsDir,
    map: withPrefix(map, options.tablePrefix),
  };
}
