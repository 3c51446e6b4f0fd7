import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Keyring } from '../platform/crypto/keyring.js';
import { Sealer } from '../platform/crypto/sealer.js';
import { type CollectionPlace } from './erasure-counts.js';

const SEAL = 'erasures.file';

/** The files of one record: that of its path first. */
export interface RememberedFiles {
  readonly mac: Buffer;
  readonly paths: readonly string[];
}

/** The room's table of files that are to go with rows, until they are gone. Names of files may name people. */
@Injectable()
export class ErasureFileRows {
  constructor(
    private readonly sealer: Sealer,
    private readonly keyring: Keyring,
  ) {}

  /** What is remembered already stays. */
  async add(
    manager: EntityManager,
    erasureId: string,
    { source, collection }: CollectionPlace,
    files: readonly (readonly string[])[],
  ): Promise<void> {
    const macs = files.map((paths) => this.keyring.mac(SEAL, JSON.stringify(paths)));
    const sealed = files.map((paths) => this.sealer.seal(SEAL, paths, erasureId));
    await manager.query(
      `INSERT INTO erasure_files (erasure_id, source, collection, mac, sealed)
       SELECT $1, $2, $3, f.mac, f.sealed FROM unnest($4::bytea[], $5::bytea[]) AS f (mac, sealed)
       ON CONFLICT DO NOTHING`,
      [erasureId, source, collection, macs, sealed],
    );
  }

  /** Remembers with another erasure what is remembered with this one. */
  async copy(manager: EntityManager, from: string, to: string): Promise<void> {
    const rows = await manager.query<(CollectionPlace & { mac: Buffer; sealed: Buffer })[]>(
      'SELECT source, collection, mac, sealed FROM erasure_files WHERE erasure_id = $1',
      [from],
    );
    for (const { source, collection, sealed } of rows)
      await this.add(manager, to, { source, collection }, [this.sealer.open(SEAL, sealed, from) as string[]]);
  }

  /** At most `most`, in order, after the one given. */
  async page(
    manager: EntityManager,
    erasureId: string,
    { source, collection }: CollectionPlace,
    after: Buffer | undefined,
    most: number,
  ): Promise<RememberedFiles[]> {
    const rows = await manager.query<{ mac: Buffer; sealed: Buffer }[]>(
      `SELECT mac, sealed FROM erasure_files
       WHERE erasure_id = $1 AND source = $2 AND collection = $3 AND mac > $4 ORDER BY mac LIMIT $5`,
      [erasureId, source, collection, after ?? Buffer.alloc(0), most],
    );
    return rows.map(({ mac, sealed }) => ({
      mac,
      paths: this.sealer.open(SEAL, sealed, erasureId) as string[],
    }));
  }

  async forget(
    manager: EntityManager,
    erasureId: string,
    { source, collection }: CollectionPlace,
    macs: readonly Buffer[],
  ): Promise<void> {
    await manager.query(
      `DELETE FROM erasure_files
       WHERE erasure_id = $1 AND source = $2 AND collection = $3 AND mac = ANY ($4::bytea[])`,
      [erasureId, source, collection, macs],
    );
  }
}
