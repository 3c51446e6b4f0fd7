import { createPool, type Pool, type PoolConnection } from 'mysql2';
import { MariaClient } from './maria-client.js';
import { connectionOf } from './maria-url.js';

/** Milliseconds to wait for a connection of a source, be it slow, out of reach or busy with other copies. */
const PATIENCE = 30_000;

/** Hands out connections to a MariaDB or MySQL database. */
export class MariaPool {
  private readonly pool: Pool;
  private ended = false;

  /** @param url as `connectionOf` takes it */
  constructor(
    url: string,
    most = 4,
    private readonly patience = PATIENCE,
  ) {
    this.pool = createPool({
      ...connectionOf(url),
      connectionLimit: most,
      connectTimeout: patience,
      charset: 'utf8mb4_general_ci',
      dateStrings: true,
      jsonStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      multipleStatements: false,
      // A server may ask a client for any of its files; this one has none to give.
      flags: ['-LOCAL_FILES'],
      // Statements are made for one person, so few come again.
      maxPreparedStatements: 20,
      connectAttributes: { program_name: 'athar-source' },
    });
    // A connection that dies while idle is replaced on the next call; without a listener it would end the process.
    this.pool.on('connection', (connection) => connection.on('error', () => undefined));
  }

  /** @throws what the driver says, with a code */
  connect(): Promise<MariaClient> {
    return new Promise((resolve, reject) => {
      let late = false;
      const timer = setTimeout(() => {
        late = true;
        reject(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }));
      }, this.patience);
      this.pool.getConnection((error: Error | null, connection: PoolConnection) => {
        clearTimeout(timer);
        if (late) connection?.release();
        else if (error !== null) reject(error);
        else resolve(new MariaClient(connection));
      });
    });
  }

  /** Ends every connection. One that never came about, or is lost, answers with an error: it is ended all the same. */
  async end(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await new Promise<void>((resolve) => this.pool.end(() => resolve()));
  }
}
