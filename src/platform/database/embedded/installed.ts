import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, dirname, isAbsolute, join } from 'node:path';

/** Where packages of Debian, Red Hat, Homebrew (Apple and Intel) and Postgres.app put their versions. */
const PLACES = [
  { parent: '/usr/lib/postgresql', name: /^\d+$/, bin: 'bin' },
  { parent: '/usr', name: /^pgsql-\d+$/, bin: 'bin' },
  { parent: '/opt/homebrew/opt', name: /^postgresql@\d+$/, bin: 'bin' },
  { parent: '/usr/local/opt', name: /^postgresql@\d+$/, bin: 'bin' },
  { parent: '/Applications/Postgres.app/Contents/Versions', name: /^\d+$/, bin: 'bin' },
];

/** The folders on this machine that hold PostgreSQL's programs, of any version: the PATH's first, then newest first. */
export function installedPrograms(): string[] {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter((folder) => isAbsolute(folder));
  const packaged = PLACES.flatMap(({ parent, name, bin }) =>
    entries(parent)
      .filter((entry) => name.test(entry))
      .sort((a, b) => versionOf(b) - versionOf(a))
      .map((entry) => join(parent, entry, bin)),
  );
  const folders = [...onPath, ...packaged]
    .filter((folder) => existsSync(join(folder, 'postgres')))
    .map(realFolder);
  return [...new Set(folders)].filter((folder) => existsSync(join(folder, 'initdb')));
}

/** The programs find their libraries beside their real place, not beside a link to one of them. */
const realFolder = (folder: string) => dirname(realpathSync(join(folder, 'postgres')));

const versionOf = (entry: string) => Number(/\d+$/.exec(entry)?.[0] ?? 0);

function entries(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
