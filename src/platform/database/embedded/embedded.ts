import { setTimeout as sleep } from 'node:timers/promises';
import { type Database } from '../database-urls.js';
import { addressesIn } from './addresses.js';
import { clusterVersion, makeCluster } from './cluster.js';
import { EmbeddedDatabaseError } from './embedded-error.js';
import { canEnter, type DatabaseHome, existingHome, openHome } from './home.js';
import { findPostmaster, removeStalePidFile, stopPostmaster } from './postmaster.js';
import { lives, ownMark } from './processes.js';
import { readRecord, removeRecord, type ServerRecord, writeRecord } from './record.js';
import { contact, makeRoles } from './roles.js';
import { findRuntime } from './runtime.js';
import { EmbeddedServer } from './server.js';
import { serverArguments, writeAccess } from './settings.js';
import { closeSocketFolder, openSocketFolder } from './socket-folder.js';
import { takeStartLock } from './start-lock.js';

/** The PostgreSQL of one data folder, started by this process or joined. */
export interface EmbeddedDatabase extends Database {
  /** As a superuser of the same server, in the database `postgres`. */
  readonly adminUrl: string;
  /** Whether another process started it, and ends it. */
  readonly joined: boolean;
  /** The folder that holds the cluster: in the data folder, or elsewhere where PostgreSQL's user cannot get there. */
  readonly home: string;
}

export interface EmbeddedOptions {
  readonly dataDir: string;
  /** Takes sentences for the operator. */
  readonly log?: (line: string) => void;
  /** False for throw-away databases: quicker, but a crash of the machine may destroy them. */
  readonly durable?: boolean;
}

const JOIN_MS = 30_000;

/**
 * Gives the PostgreSQL of a data folder: joins the one that another process runs, else makes the cluster where there is
 * none and starts it. `stop()` ends a server that this call started, and so does the end of this process, however it
 * comes.
 * @throws EmbeddedDatabaseError with one sentence for the operator
 */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const home = await openHome(options.dataDir, options.log);
  const running = await join(home);
  if (running !== undefined) return running;
  const lock = await takeStartLock(home.dir);
  try {
    return (await joinOrClear(home, options)) ?? (await start(home, options));
  } finally {
    lock.release();
  }
}

/** Whether a process runs the server of a data folder. Makes nothing. @throws as `startEmbeddedDatabase` */
export async function isRunning(dataDir: string): Promise<boolean> {
  const home = await existingHome(dataDir);
  return home !== undefined && (await join(home)) !== undefined;
}

/** Joins the server that the record tells of, if its starter lives and it answers. */
async function join(home: DatabaseHome): Promise<EmbeddedDatabase | undefined> {
  const record = readRecord(home);
  if (record === undefined || !lives(record.owner)) return undefined;
  return (await contact(addressesIn(record.socketDir))) === 'open' ? joinedTo(home, record) : undefined;
}

function joinedTo(home: DatabaseHome, record: ServerRecord): EmbeddedDatabase {
  return { ...addressesIn(record.socketDir), joined: true, home: home.dir, stop: async () => undefined };
}

/** Under the start lock: joins a server that is looked after, and ends one that is not. */
async function joinOrClear(
  home: DatabaseHome,
  { log }: EmbeddedOptions,
): Promise<EmbeddedDatabase | undefined> {
  const until = Date.now() + JOIN_MS;
  for (;;) {
    const record = readRecord(home);
    const server = findPostmaster(home);
    if (server !== undefined && !(record?.server === server.pid && lives(record.owner))) {
      log?.('Stopping a database server that an earlier start left behind.');
      await stopPostmaster(home, server.pid);
      return undefined;
    }
    // A server that cannot be seen may still be there, in another container that shares the folder.
    const found = record === undefined ? 'nobody' : await contact(addressesIn(record.socketDir));
    if (record !== undefined && found === 'open') return joinedTo(home, record);
    if (server === undefined && found === 'nobody') return undefined;
    if (Date.now() > until) {
      throw new EmbeddedDatabaseError(`The database server in ${home.dir} runs but does not answer.`);
    }
    await sleep(100);
  }
}

async function start(home: DatabaseHome, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const durable = options.durable ?? true;
  if (!(await canEnter(home.dir, home.server))) {
    throw new EmbeddedDatabaseError(
      `User id ${home.server.uid}, whom PostgreSQL runs as, cannot reach ${home.dir}: let others pass through the folders above it (chmod o+x).`,
    );
  }
  const version = clusterVersion(home);
  const runtime = await findRuntime(home, version);
  if (version === undefined) await makeCluster(home, runtime, durable);
  const socketDir = await openSocketFolder(home);
  await writeAccess(home);
  removeStalePidFile(home);
  const server = await EmbeddedServer.start(home, runtime, serverArguments(home, socketDir, durable));
  const stop = async () => {
    // The record goes first: a server without one may be stopped by anybody, and this one is being stopped.
    removeRecord(home, server.pid);
    await server.stop();
    closeSocketFolder(home, socketDir);
  };
  try {
    const addresses = addressesIn(socketDir);
    await makeRoles(addresses);
    writeRecord(home, { home: home.dir, socketDir, owner: ownMark(), server: server.pid });
    server.onLoss(() => options.log?.('The database server ended unexpectedly.'));
    options.log?.(`PostgreSQL ${runtime.major} runs in ${home.dir}.`);
    return { ...addresses, joined: false, home: home.dir, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
