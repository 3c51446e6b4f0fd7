import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { ObjectMissing } from '../platform/storage/storage-errors.js';
import { asciiAddress } from '../platform/text/ascii-address.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { type RowsByPlace } from '../sources/left-rows.js';
import { Sources } from '../sources/sources.js';
import { type Erasure, type SealedSubject } from './erasure.js';

const FOLDER = 'ledger';
const MAC = 'erasure.ledger';
const ROWS = 'erasure.ledger.not-theirs';

const LedgerRecord = z.object({
  v: z.literal(1),
  erasure: z.uuid(),
  /** Tells which secret made the hashes: one of another instance matches nothing. */
  keyId: z.string(),
  /** Rows dated from here on belong to somebody who came back. */
  startedAt: z.iso.datetime(),
  writtenAt: z.iso.datetime(),
  /** No backup is older: the record may go. */
  until: z.iso.datetime(),
  comments: z.enum(['delete', 'detach']),
  hashes: z.array(z.string()),
  /** Every address that was ever theirs: nobody is searched by these, holds follow them. */
  addresses: z.array(z.string()).default([]),
  /** Rows that they said are not theirs, sealed. */
  notTheirs: z.string().optional(),
});

/** What is remembered of an erasure so that a restored backup can be erased again: hashes, and nobody's data. */
export type LedgerRecord = z.output<typeof LedgerRecord>;

/** Records of erasures in the object store, where no restored database can lose them (I7). */
@Injectable()
export class Ledger {
  constructor(
    private readonly store: ObjectStore,
    private readonly keyring: Keyring,
    private readonly sources: Sources,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly sealer: Sealer,
  ) {}

  /** Writes the record, or writes it again where the erasure goes on after it was deferred. */
  async write(erasure: Erasure, subject: SealedSubject, comments: 'delete' | 'detach'): Promise<void> {
    const now = this.clock.now();
    const record: LedgerRecord = {
      v: 1,
      erasure: erasure.id,
      keyId: this.keyId(),
      startedAt: (erasure.startedAt ?? now).toISOString(),
      writtenAt: now.toISOString(),
      until: new Date(now.getTime() + this.config.backupRetention).toISOString(),
      comments,
      hashes: [...this.hashes(subject)],
      addresses: subject.addresses.map((address) => this.addressHash(address)),
      notTheirs:
        subject.notTheirs && this.sealer.seal(ROWS, subject.notTheirs, erasure.id).toString('base64url'),
    };
    await this.store.put(
      `${FOLDER}/${erasure.id}.json`,
      Readable.from([Buffer.from(JSON.stringify(record))]),
    );
  }

  /** Every record whose time is not over; those that are over are deleted. @throws Error where one cannot be read */
  async *records(): AsyncGenerator<LedgerRecord> {
    for await (const key of this.store.list(FOLDER)) {
      const text = (await buffer(await this.store.read(key))).toString('utf8');
      const record = LedgerRecord.parse(JSON.parse(text));
      if (new Date(record.until) < this.clock.now()) await this.store.delete(key);
      else if (record.keyId === this.keyId()) yield record;
    }
  }

  /** Whether a restored backup would be erased again by the record of this erasure: it is there, whole, and of this instance. */
  async has(erasure: string): Promise<boolean> {
    const text = await this.text(`${FOLDER}/${erasure}.json`);
    if (text === undefined) return false;
    try {
      return LedgerRecord.safeParse(JSON.parse(text)).data?.keyId === this.keyId();
    } catch (error) {
      if (error instanceof SyntaxError) return false;
      throw error;
    }
  }

  /** @returns undefined where there is no such object */
  private async text(key: string): Promise<string | undefined> {
    try {
      return (await buffer(await this.store.read(key))).toString('utf8');
    } catch (error) {
      if (error instanceof ObjectMissing) return undefined;
      throw error;
    }
  }

  /** Rows that the person said are not theirs. */
  notTheirs({ erasure, notTheirs }: LedgerRecord): RowsByPlace | undefined {
    if (notTheirs === undefined) return undefined;
    return this.sealer.open(ROWS, Buffer.from(notTheirs, 'base64url'), erasure) as RowsByPlace;
  }

  /** The same for every spelling of the address. */
  addressHash(address: string): string {
    return this.hash(`address|${foldAddress(asciiAddress(address))}`);
  }

  columnHash(source: string, collection: string, column: string, value: string): string {
    return this.hash([source, collection, column, value].join('|'));
  }

  private *hashes({ emails, known }: SealedSubject): Generator<string> {
    for (const email of emails) yield this.addressHash(email);
    for (const source of this.sources.erasable()) {
      for (const { collection, column, identifier } of source.identifyingColumns()) {
        for (const value of known[source.id]?.[identifier] ?? []) {
          yield this.columnHash(source.id, collection, column, value);
        }
      }
    }
  }

  private hash(value: string): string {
    return this.keyring.mac(MAC, value).toString('base64url');
  }

  private keyId(): string {
    return this.hash('key id').slice(0, 12);
  }
}
