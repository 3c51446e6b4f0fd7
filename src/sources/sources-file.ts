import { dirname } from 'node:path';
import { z } from 'zod';
import { type DataMap } from './map/data-map.js';
import { readMap } from './map/map-file.js';
import { readYaml } from './map/yaml-file.js';

/** The portal's own tables; no configured source may take this id. */
export const PORTAL_ID = 'portal';

const EXAMPLE = 'postgres://reader:password@host:5432/database';

/** An address of a database; its text stays out of problems, since it holds a password. */
const databaseUrl = z.string().superRefine((text, context) => {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  if (protocol === 'postgres:' || protocol === 'postgresql:') return;
  const unsupported = ['mysql:', 'mariadb:'].includes(protocol)
    ? `${protocol}// is not supported by this version; `
    : '';
  context.addIssue({ code: 'custom', message: `${unsupported}expected an address such as ${EXAMPLE}` });
});

const entry = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and -, starting with a letter')
    .refine((id) => id !== PORTAL_ID, `expected another id: ${PORTAL_ID} is the portal's own`),
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

const sourcesFile = z.strictObject({ sources: z.array(entry) }).superRefine(({ sources }, context) => {
  const ids = sources.map(({ id }) => id);
  ids.forEach((id, index) => {
    if (ids.indexOf(id) === index) return;
    const message = `expected an id that no other source has; "${id}" is there already`;
    context.addIssue({ code: 'custom', path: ['sources', index, 'id'], message });
  });
  sources.forEach(({ mode, writeUrl }, index) => {
    if (mode !== 'erase' || writeUrl !== undefined) return;
    const message = 'expected a writeUrl, since mode is erase';
    context.addIssue({ code: 'custom', path: ['sources', index, 'mode'], message });
  });
});

/** A source as an operator configured it, its map read and checked. */
export interface ConfiguredSource {
  readonly id: string;
  readonly url: string;
  readonly writeUrl?: string;
  readonly mode: 'read-only' | 'erase';
  readonly uploadsDir?: string;
  readonly map: DataMap;
}

/**
 * Reads the file that ATHAR_SOURCES names, and the maps it names; paths of maps start from its folder.
 * @throws YamlProblems with a line per problem
 */
export function readSourcesFile(path: string): ConfiguredSource[] {
  return readYaml(path, sourcesFile).sources.map(({ map, options, ...source }) => ({
    ...source,
    uploadsDir: options.uploadsDir,
    map: withPrefix(readMap(map, dirname(path)), options.tablePrefix),
  }));
}

function withPrefix(map: DataMap, prefix: string): DataMap {
  const prefixed = <T extends { readonly table: string }>(item: T): T => ({
    ...item,
    table: `${prefix}${item.table}`,
  });
  return {
    ...map,
    collections: map.collections.map((collection) => ({
      ...prefixed(collection),
      joins: collection.joins.map(prefixed),
    })),
    notMapped: map.notMapped.map(prefixed),
  };
}
