import { addAbortSignal } from 'node:stream';
import {
  type BundleFacts,
  type CountedCollection,
  type CountedSource,
  CountMismatch,
  dataPath,
  pagePath,
  RECORDS_A_PAGE,
} from './bundle-facts.js';
import { type BundleZip } from './bundle-zip.js';
import { addCsvRow, csvHeader } from './csv.js';
import { JsonArray } from './json-array.js';
import { type Line, LineReader } from './line-reader.js';
import { PageText } from './page-text.js';
import { parseRecord } from './record.js';
import { type Spool } from './spool.js';
import { SpooledFile } from './spooled-file.js';

/** Where tables and pages wait until the data file, which is written at the same time, is whole. */
export interface Spools {
  readonly tables: Spool;
  readonly pages: Spool;
}

/**
 * Every file of one collection, made from one read of its records: the JSON array goes straight into the bundle, while
 * table and pages are made beside it.
 */
export class CollectionFiles {
  private readonly names: readonly string[];
  private readonly text: PageText;
  private readonly table: SpooledFile;
  private readonly pages: SpooledFile[] = [];
  private page?: SpooledFile;
  private number = 0;

  constructor(
    private readonly source: CountedSource,
    private readonly collection: CountedCollection,
    facts: BundleFacts,
    private readonly spools: Spools,
  ) {
    this.names = collection.view.fields.map((field) => field.name);
    this.text = new PageText(source, collection, facts);
    this.table = new SpooledFile(dataPath(source.id, collection.view.id, 'csv'), spools.tables);
    this.table.text.add(csvHeader(this.names));
  }

  /** @param onRecords told again and again how many records of this collection were passed on */
  async write(zip: BundleZip, onRecords: (records: number) => void, signal?: AbortSignal): Promise<void> {
    try {
      const path = dataPath(this.source.id, this.collection.view.id, 'json');
      await zip.add(path, (write) => this.read(write, onRecords, signal));
      if (this.number !== this.collection.records) throw new CountMismatch(this.source.id);
      this.table.end();
      for (const file of [this.table, ...this.pages]) await file.moveTo(zip);
      await Promise.all([this.spools.tables.clear(), this.spools.pages.clear()]);
    } finally {
      for (const file of [this.table, ...this.pages.slice(-2)]) file.destroy();
    }
  }

  private async read(
    write: (piece: Buffer) => Promise<void>,
    onRecords: (records: number) => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const records = this.source.snapshot.read(this.collection.view.id, 'ndjson');
    if (signal !== undefined) addAbortSignal(signal, records);
    const array = new JsonArray();
    const reader = new LineReader();
    for await (const chunk of records as AsyncIterable<Buffer>) {
      for (const piece of array.wrap(chunk)) await write(piece);
      await this.take(reader.take(chunk));
      onRecords(this.number);
    }
    await this.take(reader.end());
    for (const piece of array.end()) await write(piece);
    onRecords(this.number);
  }

  private async take(lines: readonly Line[]): Promise<void> {
    for (const line of lines) this.takeOne(line);
    await this.table.room();
    await this.page?.room();
  }

  private takeOne(line: Line): void {
    this.number += 1;
    const record = line === undefined ? undefined : parseRecord(line);
    if (record === undefined) this.table.text.add(this.text.tablePointer());
    else addCsvRow(this.table.text, this.names, record);
    this.page ??= this.openPage();
    this.text.addRow(this.page.text, this.number, record);
    if (this.number % RECORDS_A_PAGE === 0 || this.number === this.collection.records) this.closePage();
  }

  private openPage(): SpooledFile {
    const number = this.pages.length + 1;
    const path = pagePath(this.source.id, this.collection.view.id, number);
    const page = new SpooledFile(path, this.spools.pages, this.pages.at(-1));
    this.pages.push(page);
    page.text.add(this.text.top(number));
    return page;
  }

  private closePage(): void {
    this.page?.text.add(this.text.bottom(this.pages.length));
    this.page?.end();
    this.page = undefined;
  }
}
