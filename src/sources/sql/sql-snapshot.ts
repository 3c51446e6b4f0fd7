import { type PoolClient } from 'pg';
import { PassThrough, Readable } from 'node:stream';
import { copyOut } from '../../platform/database/copy.js';
import { type CollectionView, type Snapshot } from '../snapshot.js';
import { shapedLines } from '../engine/shaped-lines.js';
import { finding } from '../finding.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { type CompiledCollection, type CompiledMap } from './compiled-map.js';
import { asUnavailable } from '../engine/failure-sentence.js';

/**
 * One person's data in a source as of one instant. It holds a connection inside a read-only transaction; the connection
 * goes back on `close`, or at once where a stream failed or was left half-way, after which nothing more can be read.
 */
export class SqlSnapshot implements Snapshot {
  readonly collections: readonly CollectionView[];
  private state: 'idle' | 'streaming' | 'over' = 'idle';
  private stream?: Readable;
  private readonly onConnectionLost = () => this.abandon();

  /** @param client inside its transaction, with all settings of the map made */
  constructor(
    private readonly source: string,
    private readonly client: PoolClient,
    private readonly map: CompiledMap,
  ) {
    this.collections = [...map.collections.values()].map(({ view }) => view);
    // A lost connection fails the running statement; without a listener it would also end the process.
    client.on('error', this.onConnectionLost);
  }

  async count(collection: string): Promise<number> {
    this.demandIdle();
    const { count } = this.compiled(collection);
    try {
      const answer = await this.client.query<{ count: string }>(count);
      return Number(answer.rows[0]?.count ?? 0);
    } catch (error) {
      throw asUnavailable(this.source, error);
    }
  }

  read(collection: string): Readable {
    this.demandIdle();
    const { ndjson, shape: shaped } = this.compiled(collection);
    const copy = copyOut(this.client, ndjson, 'json');
    const shape = shaped();
    const records = shape === undefined ? copy : Readable.from(shapedLines(copy, shape));
    const out = new PassThrough();
    this.state = 'streaming';
    this.stream = out;
    copy.once('end', () => {
      if (this.state === 'streaming') this.state = 'idle';
    });
    const onError = (error: Error) => out.destroy(asUnavailable(this.source, error));
    copy.on('error', onError);
    if (records !== copy) records.on('error', onError);
    // Kept by the stream for whoever reads it later: an error that comes before its reader must not end the process.
    out.on('error', () => undefined);
    out.once('close', () => {
      if (this.state === 'streaming') this.abandon();
      if (records !== copy) records.destroy();
    });
    records.pipe(out);
    return out;
  }

  async close(): Promise<void> {
    if (this.state === 'over') return;
    if (this.state === 'streaming') {
      this.abandon();
      // Without an error: whoever closes knows, and a reader sees that the end is missing.
      this.stream?.destroy();
      return;
    }
    this.state = 'over';
    try {
      await this.client.query('ROLLBACK');
      this.release(false);
    } catch {
      this.release(true);
    }
  }

  /** The server is amid an answer that nobody reads, or is gone: only ending the connection helps. */
  private abandon(): void {
    if (this.state === 'over') return;
    this.state = 'over';
    this.release(true);
  }

  private release(broken: boolean): void {
    // The listener stays on a broken connection, which may report its end later.
    if (!broken) this.client.off('error', this.onConnectionLost);
    this.client.release(broken);
  }

  private demandIdle(): void {
    if (this.state === 'streaming')
      throw new Error('One stream at a time: read the last one to its end first.');
    if (this.state === 'over') {
      throw new SourceUnavailable(this.source, finding('closed', { source: this.source }));
    }
  }

  private compiled(id: string): CompiledCollection {
    const found = this.map.collections.get(id);
    if (found === undefined) throw new Error(`The source ${this.source} has no collection ${id}.`);
    return found;
  }
}
