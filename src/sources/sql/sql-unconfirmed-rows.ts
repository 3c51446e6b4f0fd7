import { type PoolClient, type QueryResultRow } from 'pg';
import { asUnavailable } from '../engine/failure-sentence.js';
import { shapedLine } from '../engine/shaped-lines.js';
import { type RecordKey } from '../erasing.js';
import { type CollectionView, type UnconfirmedRow, type UnconfirmedRows } from '../snapshot.js';
import { type CompiledUnconfirmed } from './unconfirmed-statements.js';

/** Rows of one person in a PostgreSQL source that may be somebody else's. */
export class SqlUnconfirmedRows implements UnconfirmedRows {
  readonly collections: readonly CollectionView[];
  private broken = false;
  private readonly onLost = () => {
    this.broken = true;
  };

  /** @param client inside its transaction, with the person's settings made and these statements' constants */
  constructor(
    private readonly source: string,
    private readonly client: PoolClient,
    private readonly compiled: CompiledUnconfirmed['collections'],
  ) {
    this.collections = [...compiled.values()].map(({ view }) => view);
    client.on('error', this.onLost);
  }

  async page(
    collection: string,
    after: RecordKey | undefined,
    most: number,
  ): Promise<readonly UnconfirmedRow[]> {
    const statements = this.compiled.get(collection);
    if (statements === undefined) return [];
    const { first, next, shape } = statements;
    const rows = await this.ask<{ key: string[]; line: string }>(after === undefined ? first : next, [
      most,
      ...(after ?? []),
    ]);
    return rows.map(({ key, line }) => ({ key, record: shapedLine(line, shape()) }));
  }

  async among(collection: string, keys: readonly RecordKey[]): Promise<readonly RecordKey[]> {
    const statements = this.compiled.get(collection);
    if (statements === undefined || keys.length === 0) return [];
    const rows = await this.ask<{ key: string[] }>(statements.among, [JSON.stringify(keys)]);
    return rows.map(({ key }) => key);
  }

  async close(): Promise<void> {
    if (!this.broken) await this.client.query('ROLLBACK').catch(this.onLost);
    // The listener stays on a broken connection, which may report its end later.
    if (!this.broken) this.client.off('error', this.onLost);
    this.client.release(this.broken);
  }

  private async ask<Row extends QueryResultRow>(statement: string, given: unknown[]): Promise<Row[]> {
    try {
      const { rows } = await this.client.query<Row>(statement, given);
      return rows;
    } catch (error) {
      this.broken = true;
      throw asUnavailable(this.source, error);
    }
  }
}
