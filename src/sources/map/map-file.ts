import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DataMap, dataMapShape } from './data-map.js';
import { dataMapProblems } from './data-map-problems.js';
import { eraseProblems } from './erase-problems.js';
import { fieldProblems } from './field-problems.js';
import { restrictProblems } from './restrict-problems.js';
import { readYaml, YamlProblems } from '../../platform/config/yaml-file.js';

/** The format of a data map with all its rules. */
export const dataMapSchema = dataMapShape.superRefine((map, context) => {
  const problems = [
    ...dataMapProblems(map),
    ...fieldProblems(map),
    ...eraseProblems(map),
    ...restrictProblems(map),
  ];
  for (const { path, message } of problems) {
    context.addIssue({ code: 'custom', path: [...path], message });
  }
});

/**
 * The data map of that name among those shipped with Athar, else the one at that path.
 * @param folder that relative paths start from
 * @throws YamlProblems with a line per problem
 */
export function readMap(nameOrPath: string, folder = process.cwd()): DataMap {
  return readYaml(mapPath(nameOrPath, folder), dataMapSchema);
}

function mapPath(nameOrPath: string, folder: string): string {
  if (!/^[a-z][a-z0-9-]*$/.test(nameOrPath)) return resolve(folder, nameOrPath);
  const path = fileURLToPath(new URL(`../maps/${nameOrPath}.yaml`, import.meta.url));
  if (existsSync(path)) return path;
  throw new YamlProblems([`no data map named "${nameOrPath}" comes with Athar; a path has a / or a . in it`]);
}
