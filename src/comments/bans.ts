import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { type AgedRows, deleteAged } from '../audit/aged-rows.js';
import { type PurgeRun } from '../audit/retention-rule.js';
import { Clock } from '../platform/clock/clock.js';
import { Keyring } from '../platform/crypto/keyring.js';
import { foldAddress } from '../platform/text/fold-address.js';

/** An address whose comments wait for an admin. Which address it is, nobody can read from it. */
export interface Ban {
  readonly id: string;
  /** Null once the person behind the address was erased. */
  readonly reason: string | null;
  readonly createdAt: Date;
  /** Null for one that stays until it is lifted. */
  readonly until: Date | null;
}

const COLUMNS = 'id, reason, created_at AS "createdAt", until';

/** Bans whose time is over. They name nobody, so that no hold is about them. */
export const ENDED_BANS: AgedRows<undefined> = {
  table: 'comment_bans',
  over: 'until <= $1',
  free: 'true',
  values: (_kept, { now }) => [now],
};

/**
 * Bans from commenting, kept for security as keyed hashes of addresses from the first moment on: they survive an erasure
 * and lead from an address to the ban, never back.
 */
@Injectable()
export class Bans {
  constructor(
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  async add(manager: EntityManager, email: string, reason: string, until: Date | null): Promise<Ban> {
    const rows = await manager.query<Ban[]>(
      `INSERT INTO comment_bans (address_mac, reason, created_at, until) VALUES ($1, $2, $3, $4) RETURNING ${COLUMNS}`,
      [this.mac(email), reason, this.clock.now(), until],
    );
    const ban = rows[0];
    if (ban === undefined) throw new Error('The database gave no row for a new ban.');
    return ban;
  }

  /** Ends a ban for good. @returns undefined where there is none of this id */
  async lift(manager: EntityManager, id: string): Promise<Ban | undefined> {
    const [rows] = await manager.query<[Ban[], number]>(
      `DELETE FROM comment_bans WHERE id = $1 RETURNING ${COLUMNS}`,
      [id],
    );
    return rows[0];
  }

  /** A ban in force by its id. */
  async byId(manager: EntityManager, id: string): Promise<Ban | undefined> {
    const rows = await manager.query<Ban[]>(
      `SELECT ${COLUMNS} FROM comment_bans WHERE id = $1 AND (until IS NULL OR until > $2)`,
      [id, this.clock.now()],
    );
    return rows[0];
  }

  /** The bans in force on any of these addresses, oldest first: an erasure's receipt itemises them. */
  of(manager: EntityManager, addresses: readonly string[]): Promise<Ban[]> {
    return manager.query<Ban[]>(
      `SELECT ${COLUMNS} FROM comment_bans WHERE address_mac = ANY ($1) AND (until IS NULL OR until > $2) ORDER BY id`,
      [addresses.map((address) => this.mac(address)), this.clock.now()],
    );
  }

  /** Those of these addresses, folded, that a ban in force is on. */
  async among(manager: EntityManager, addresses: readonly string[]): Promise<ReadonlySet<string>> {
    const folded = [...new Set(addresses.map(foldAddress))];
    const rows = await manager.query<{ mac: Buffer }[]>(
      `SELECT address_mac AS mac FROM comment_bans
       WHERE address_mac = ANY ($1) AND (until IS NULL OR until > $2)`,
      [folded.map((address) => this.mac(address)), this.clock.now()],
    );
    return new Set(folded.filter((address) => rows.some(({ mac }) => mac.equals(this.mac(address)))));
  }

  /** A page of those in force, newest first. @param before the id of the last one on the page before */
  async list(
    manager: EntityManager,
    limit: number,
    { email, before }: { readonly email?: string; readonly before?: string } = {},
  ): Promise<Ban[]> {
    return manager.query<Ban[]>(
      `SELECT ${COLUMNS} FROM comment_bans
       WHERE (until IS NULL OR until > $1) AND ($2::bytea IS NULL OR address_mac = $2)
         AND ($3::uuid IS NULL OR id < $3)
       ORDER BY id DESC LIMIT $4`,
      [this.clock.now(), email === undefined ? null : this.mac(email), before ?? null, limit],
    );
  }

  /** Takes away what was written about whoever was behind these addresses; the bans stay. */
  async forgetReasons(manager: EntityManager, addresses: readonly string[]): Promise<void> {
    await manager.query('UPDATE comment_bans SET reason = NULL WHERE address_mac = ANY ($1)', [
      addresses.map((address) => this.mac(address)),
    ]);
  }

  /** Deletes those whose time is over. @returns how many */
  deleteEnded(manager: EntityManager, run: PurgeRun): Promise<number> {
    return deleteAged(manager, ENDED_BANS, undefined, run);
  }

  private mac(address: string): Buffer {
    return this.keyring.mac('comment_bans.address', foldAddress(address));
  }
}
