import { addAbortSignal } from 'node:stream';
import { namedFiles } from '../../sources/files/named-files.js';
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
import { csvRow, csvText } from './csv.js';
import { JsonArray } from './json-array.js';
import { type Line, LineReader } from '../../platform/text/line-reader.js';
import { PageText } from './page-text.js';
import { type BundleRecord, parseRecord } from './record.js';
import { type Spool } from './spool.js';
import { SpooledFile } from './spooled-file.js';

/** Where the files of a collection wait until they are whole: a ZIP holds one after the other. */
export interface Spools {
  readonly data: Spool;
  readonly tables: Spool;
  readonly pages: Spool;
}

/** Every file of one collection, all made at once from one read of its records. */
export class CollectionFiles {
  private readonly names: readonly string[];
  private readonly text: PageText;
  private readonly data: SpooledFile;
  private readonly table: SpooledFile;
  private readonly pages: SpooledFile[] = [];
  private page?: SpooledFile;
  /** Paths of files that the records name. */
  readonly named: string[] = [];
  /** Records too long to be looked through for names of files. */
  unread = 0;
  private number = 0;

  constructor(
    private readonly source: CountedSource,
    private readonly collection: CountedCollection,
    facts: BundleFacts,
    private readonly spools: Spools,
  ) {
    const { id, fields } = collection.view;
    this.names = fields.map((field) => field.name);
    this.text = new PageText(source, collection, facts);
    this.data = new SpooledFile(dataPath(source.id, id, 'json'), spools.data);
    this.table = new SpooledFile(dataPath(source.id, id, 'csv'), spools.tables);
    this.table.text.add(csvText([[...this.names]]));
  }

  /** @param onRecords told again and again how many records of this collection were passed on */
  async write(zip: BundleZip, onRecords: (records: number) => void, signal?: AbortSignal): Promise<void> {
    try {
      await this.read(onRecords, signal);
      if (this.number !== this.collection.records) throw new CountMismatch(this.source.id);
      this.data.end();
      this.table.end();
      for (const file of [this.data, this.table, ...this.pages]) await file.moveTo(zip);
      await Promise.all(Object.values(this.spools).map((spool: Spool) => spool.clear()));
    } finally {
      for (const file of [this.data, this.table, ...this.pages.slice(-2)]) file.destroy();
    }
  }

  private async read(onRecords: (records: number) => void, signal?: AbortSignal): Promise<void> {
    const records = this.source.snapshot.read(this.collection.view.id);
    if (signal !== undefined) addAbortSignal(signal, records);
    const array = new JsonArray(this.data.text);
    const reader = new LineReader();
    for await (const chunk of records as AsyncIterable<Buffer>) {
      array.take(chunk);
      await this.take(reader.take(chunk));
      onRecords(this.number);
    }
    array.end();
    await this.take(reader.end());
    onRecords(this.number);
  }

  private async take(lines: readonly Line[]): Promise<void> {
    const rows = lines.map((line) => this.takeOne(line));
    if (rows.length > 0) this.table.text.add(csvText(rows));
    await Promise.all([this.data.room(), this.table.room(), this.page?.room()]);
  }

  /** @returns the record's row of the table */
  private takeOne(line: Line): string[] {
    this.number += 1;
    const record = line === undefined ? undefined : parseRecord(line);
    this.noteFiles(record);
    this.page ??= this.openPage();
    this.text.addRow(this.page.text, this.number, record);
    if (this.number % RECORDS_A_PAGE === 0 || this.number === this.collection.records) this.closePage();
    return record === undefined ? [this.text.tooLong] : csvRow(this.names, record);
  }

  private noteFiles(record: BundleRecord | undefined): void {
    const { files } = this.collection.view;
    if (files?.copies !== true) return;
    if (record === undefined) this.unread += 1;
    else this.named.push(...namedFiles(files, record));
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
