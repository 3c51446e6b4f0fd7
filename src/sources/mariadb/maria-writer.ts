import { setTimeout as pause } from 'node:timers/promises';
import { codeOf } from '../../platform/errors/code-of.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { finding } from '../finding.js';
import { type DataMap } from '../map/data-map.js';
import { type RemoteConnection, type RemoteWriter } from '../remote-writer.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { MariaConnection } from './maria-connection.js';
import { MariaWriting, type WriterLimits } from './maria-writing.js';

const LIMITS: WriterLimits = { connect: 30_000, statement: 120_000, lock: 20_000, idle: 120_000 };

/** Milliseconds within which an ended connection is gone; what its statement did has to be undone first. */
const LEAVING = 60_000;
const LOOK_AGAIN = 50;

/** It went by itself. */
const NONE_SUCH = 'ER_NO_SUCH_THREAD';
const FORBIDDEN = 'ER_KILL_DENIED_ERROR';

/** Changes rows in a MariaDB database. It must be the server itself: a proxy or a cluster's common address has many. */
export class MariaWriter implements RemoteWriter {
  constructor(
    private readonly source: string,
    private readonly map: DataMap,
    private readonly url: string,
    private readonly limits = LIMITS,
  ) {}

  async open(): Promise<RemoteConnection> {
    const writing = await this.connect();
    try {
      return await MariaConnection.of(this.source, this.map, writing, this.limits);
    } catch (error) {
      writing.close();
      throw asUnavailable(this.source, error, 'erase');
    }
  }

  async end(id: string): Promise<void> {
    const [number = '', lock = ''] = id.split(' ');
    const writing = await this.connect();
    try {
      if (await this.isGone(writing, lock)) return;
      await kill(writing, number);
      for (const until = performance.now() + LEAVING; performance.now() < until; await pause(LOOK_AGAIN)) {
        if ((await this.isGone(writing, lock)) && !(await isListed(writing, number))) return;
      }
      throw this.cannotEnd();
    } catch (error) {
      if (codeOf(error) === FORBIDDEN) throw this.cannotEnd();
      throw asUnavailable(this.source, error, 'erase');
    } finally {
      writing.close();
    }
  }

  /** The server gives a connection's locks back once its transaction has come to an end. */
  private async isGone(writing: MariaWriting, lock: string): Promise<boolean> {
    const [row] = await writing.rows<{ holder: string | number | null }>('SELECT IS_USED_LOCK(?) AS holder', [
      lock,
    ]);
    return row?.holder === null;
  }

  private cannotEnd(): SourceUnavailable {
    const { source } = this;
    return new SourceUnavailable(source, finding('cannotEnd', { source, grant: 'CONNECTION ADMIN' }));
  }

  private async connect(): Promise<MariaWriting> {
    try {
      return await MariaWriting.open(this.url, this.limits);
    } catch (error) {
      throw asUnavailable(this.source, error, 'erase');
    }
  }
}

async function kill(writing: MariaWriting, number: string): Promise<void> {
  if (!/^\d+$/.test(number)) throw new Error('no number of a connection');
  try {
    // It takes no parameters.
    await writing.run(`KILL CONNECTION ${number}`);
  } catch (error) {
    if (codeOf(error) !== NONE_SUCH) throw error;
  }
}

async function isListed(writing: MariaWriting, number: string): Promise<boolean> {
  const rows = await writing.rows('SELECT ID FROM information_schema.PROCESSLIST WHERE ID = ?', [number]);
  return rows.length > 0;
}
