import { join } from 'node:path';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { type DatabaseHome } from './home.js';
import { installedPrograms } from './installed.js';
import { ownUser } from './os-user.js';
import { copyPackage, findPackage, type PostgresPackage, repairLinks } from './package.js';
import { run } from './run.js';
import { SHARED_HOMES } from './shared-home.js';

/** PostgreSQL's programs, which the server's user can run. */
export interface Runtime {
  /** The folder of `postgres` and `initdb`. */
  readonly bin: string;
  readonly major: number;
}

const OLDEST = 15;

/**
 * The packaged PostgreSQL, else one that is installed on the machine.
 * @param cluster the major version of the cluster there is, which alone can open it
 */
export async function findRuntime(home: DatabaseHome, cluster?: number): Promise<Runtime> {
  const fits = (runtime?: Runtime) => runtime !== undefined && (cluster ?? runtime.major) === runtime.major;
  const packaged = await packagedRuntime(home);
  if (packaged !== undefined && fits(packaged)) return packaged;
  for (const bin of installedPrograms()) {
    const installed = await probe(bin, home);
    if (installed !== undefined && installed.major >= OLDEST && fits(installed)) return installed;
  }
  throw new EmbeddedDatabaseError(
    cluster === undefined
      ? `No PostgreSQL comes with Athar for ${process.platform} on ${process.arch}, and none of version ${OLDEST} or newer is installed: set DATABASE_URL to the address of one.`
      : `The database in ${home.dir} was made by PostgreSQL ${cluster}, which is not on this machine: install that version, or set DATABASE_URL.`,
  );
}

async function packagedRuntime(home: DatabaseHome): Promise<Runtime | undefined> {
  const found = findPackage();
  if (found === undefined) return undefined;
  const inPlace = repairLinks(found) ? await probe(join(found.native, 'bin'), home) : undefined;
  return inPlace ?? probe(join(copyPackage(found, copyFolder(home, found)), 'bin'), home);
}

/** A copy of the programs lies where the server's user can read it. */
function copyFolder(home: DatabaseHome, found: PostgresPackage): string {
  return join(ownUser().uid === 0 ? SHARED_HOMES : home.dir, `runtime-${found.version}`);
}

/** Asks the programs for their version, as the server's user: the one way to know that they run here, for that user. */
async function probe(bin: string, home: DatabaseHome): Promise<Runtime | undefined> {
  const [postgres, initdb] = await Promise.all(
    ['postgres', 'initdb'].map((name) => run(join(bin, name), ['--version'], home.server)),
  );
  const major = /\(PostgreSQL\) (\d+)/.exec(postgres?.stdout ?? '')?.[1];
  return postgres?.code === 0 && initdb?.code === 0 && major ? { bin, major: Number(major) } : undefined;
}
