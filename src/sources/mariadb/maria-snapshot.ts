import { PassThrough, Readable } from 'node:stream';
import { asUnavailable } from '../engine/failure-sentence.js';
import { type LineShape } from '../engine/line-shape.js';
import { finding } from '../finding.js';
import { type CollectionView, type Snapshot } from '../snapshot.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { type CompiledCollection } from './compiled-collection.js';
import { type MariaClient } from './maria-client.js';

/** Characters of lines that are handed on together. */
const CHUNK = 64 * 1024;

/** One collection of one person, and how it is read. */
export interface ReadCollection {
  readonly view: CollectionView;
  readonly statements: () => CompiledCollection;
  /** Makes records of the lines; each reading has one of its own. */
  readonly shape?: () => LineShape | undefined;
}

/**
 * One person's data in a source as of one instant. It holds a connection inside a read-only transaction; the connection
 * goes back on `close`, or at once where a stream failed or was left half-way, after which nothing more can be read.
 */
export class MariaSnapshot implements Snapshot {
  readonly collections: readonly CollectionView[];
  private state: 'idle' | 'streaming' | 'over' = 'idle';
  private stream?: Readable;

  /** @param client inside its transaction */
  constructor(
    private readonly source: string,
    private readonly client: MariaClient,
    private readonly compiled: ReadonlyMap<string, ReadCollection>,
  ) {
    this.collections = [...compiled.values()].map(({ view }) => view);
  }

  async count(collection: string): Promise<number> {
    this.demandIdle();
    const { count } = this.compiledOf(collection).statements();
    try {
      const [answer] = await this.client.rows(count);
      return Number(answer?.[0] ?? 0);
    } catch (error) {
      throw asUnavailable(this.source, error);
    }
  }

  read(collection: string): Readable {
    this.demandIdle();
    const { statements, shape } = this.compiledOf(collection);
    const { lines } = statements();
    this.state = 'streaming';
    const rows = this.client.stream(lines);
    const chunks = Readable.from(this.chunks(rows, shape?.()), { highWaterMark: 2 });
    const out = new PassThrough();
    this.stream = out;
    chunks.on('error', (error) => out.destroy(asUnavailable(this.source, error)));
    // Kept by the stream for whoever reads it later: an error that comes before its reader must not end the process.
    out.on('error', () => undefined);
    out.once('close', () => {
      if (this.state === 'streaming') this.abandon();
      rows.destroy();
      chunks.destroy();
    });
    chunks.pipe(out);
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
    await this.client.finish();
  }

  /** Lines of NDJSON, many together. */
  private async *chunks(rows: Readable, shape: LineShape | undefined): AsyncGenerator<Buffer> {
    let lines = '';
    for await (const row of rows as AsyncIterable<readonly [string | null, unknown]>) {
      const [line, large] = row;
      if (line === null || Number(large) !== 0) {
        throw new SourceUnavailable(this.source, finding('tooLarge', { source: this.source }));
      }
      lines += shape === undefined ? `${line}\n` : shape.take(line);
      if (lines.length < CHUNK) continue;
      yield Buffer.from(lines);
      lines = '';
    }
    if (this.state === 'streaming') this.state = 'idle';
    lines += shape?.end() ?? '';
    if (lines !== '') yield Buffer.from(lines);
  }

  /** The server is amid an answer that nobody reads, or is gone: only ending the connection helps. */
  private abandon(): void {
    if (this.state === 'over') return;
    this.state = 'over';
    this.client.release(true);
  }

  private demandIdle(): void {
    if (this.state === 'streaming')
      throw new Error('One stream at a time: read the last one to its end first.');
    if (this.state === 'over') {
      throw new SourceUnavailable(this.source, finding('closed', { source: this.source }));
    }
  }

  private compiledOf(id: string): ReadCollection {
    const found = this.compiled.get(id);
    if (found === undefined) throw new Error(`The source ${this.source} has no collection ${id}.`);
    return found;
  }
}
