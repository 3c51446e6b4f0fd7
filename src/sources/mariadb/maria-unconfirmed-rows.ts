import { disownable, viewOf } from '../engine/collection-view.js';
import { asUnavailable } from '../engine/failure-sentence.js';
import { shapedLine, shapeOf } from '../engine/shaped-lines.js';
import { type RecordKey } from '../erasing.js';
import { finding } from '../finding.js';
import { type Collection } from '../map/data-map.js';
import { type CollectionView, type UnconfirmedRow, type UnconfirmedRows } from '../snapshot.js';
import { SourceUnavailable } from '../source-unavailable.js';
import { type MariaSearch } from './maria-search.js';
import { type Sql } from './sql-text.js';
import { unconfirmedAmong, unconfirmedPage } from './unconfirmed-statements.js';

/** Rows of one person in a MariaDB source that may be somebody else's. */
export class MariaUnconfirmedRows implements UnconfirmedRows {
  readonly collections: readonly CollectionView[];
  private readonly byId: ReadonlyMap<string, Collection>;

  constructor(
    private readonly source: string,
    private readonly search: MariaSearch,
  ) {
    const collections = disownable(search.map);
    this.byId = new Map(collections.map((each) => [each.id, each]));
    this.collections = collections.map((each) => viewOf(each, false));
  }

  async page(id: string, after: RecordKey | undefined, most: number): Promise<readonly UnconfirmedRow[]> {
    const collection = this.byId.get(id);
    if (collection === undefined) return [];
    const rows = await this.ask(unconfirmedPage(this.search, collection, after, most));
    return rows.map(([line, large, ...key]) => {
      if (line === null || line === undefined || Number(large) !== 0)
        throw new SourceUnavailable(this.source, finding('tooLarge', { source: this.source }));
      const record = shapedLine(line, shapeOf(collection, false));
      return { record, key: key.map((part) => part ?? '') };
    });
  }

  async among(id: string, given: readonly RecordKey[]): Promise<readonly RecordKey[]> {
    const collection = this.byId.get(id);
    const asked = collection && unconfirmedAmong(this.search, collection, given);
    if (asked === undefined) return [];
    const rows = await this.ask(asked.statement);
    const found = new Set(rows.map(([place]) => Number(place)));
    return asked.keys.filter((_, place) => found.has(place + 1));
  }

  async close(): Promise<void> {
    await this.search.client.finish();
  }

  private async ask(statement: Sql) {
    try {
      return await this.search.client.rows(statement);
    } catch (error) {
      throw asUnavailable(this.source, error);
    }
  }
}
