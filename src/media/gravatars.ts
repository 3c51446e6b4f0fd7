import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { DataSource, type EntityManager } from 'typeorm';
import { type AuthorKey } from '../comments/shown-authors.js';
import { PurgeHolds } from '../holds/purge-holds.js';
import { Clock } from '../platform/clock/clock.js';
import { ObjectStore } from '../platform/storage/object-store.js';
import { retention } from '../policy/retention.js';
import { type GravatarAnswer, gravatarHash } from './gravatar-asking.js';
import { type TakenKind } from './taken-image.js';

/** After an answer that could not be used. */
const TRY_AGAIN = 3_600_000;

/** A picture that an author has there. */
export interface Gravatar extends AuthorKey {
  readonly id: string;
  readonly objectKey: string;
  readonly kind: TakenKind;
  readonly bytes: number;
}

interface Row extends AuthorKey {
  readonly id: string;
  /** Null where there is no picture. */
  readonly objectKey: string | null;
}

interface Begun {
  readonly id: string;
  readonly objectKey: string;
}

/** The room's table of what Gravatar answered. A row is written before its picture, and names its object from the start. */
@Injectable()
export class Gravatars {
  constructor(
    private readonly database: DataSource,
    private readonly store: ObjectStore,
    private readonly holds: PurgeHolds,
    private readonly clock: Clock,
  ) {}

  /** Of these authors those who are to be asked for: nothing is known yet, or for too long. */
  async due(authors: readonly AuthorKey[]): Promise<AuthorKey[]> {
    return this.database.query<AuthorKey[]>(
      `SELECT address, account AS "accountId" FROM unnest($1::text[], $2::uuid[]) AS a (address, account)
       WHERE NOT EXISTS (SELECT FROM gravatars g WHERE g.address = a.address
         AND g.account_id IS NOT DISTINCT FROM a.account AND g.ask_again_at > $3)`,
      [...columns(authors), this.clock.now()],
    );
  }

  /** That this author is asked for now. */
  async begin({ address, accountId }: AuthorKey): Promise<Begun> {
    const now = this.clock.now();
    const [row] = await this.database.query<[Begun]>(
      `INSERT INTO gravatars (address, account_id, address_sha256, object_key, asked_at, ask_again_at)
       VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (address, account_id) DO UPDATE
       SET asked_at = $5, ask_again_at = $6, object_key = coalesce(gravatars.object_key, excluded.object_key)
       RETURNING id, object_key AS "objectKey"`,
      [
        address,
        accountId,
        gravatarHash(address),
        `media/${randomBytes(16).toString('hex')}`,
        now,
        new Date(now.getTime() + TRY_AGAIN),
      ],
    );
    return row;
  }

  /** Keeps the answer, where its author was not erased meanwhile. One that cannot be used changes nothing. */
  async keep({ id, objectKey }: Begun, answer: GravatarAnswer): Promise<void> {
    if (answer === 'failed') {
      await this.database.query('UPDATE gravatars SET object_key = NULL WHERE id = $1 AND kind IS NULL', [
        id,
      ]);
      return;
    }
    const picture = answer === 'none' ? undefined : answer;
    if (picture === undefined) await this.store.delete(objectKey);
    else await this.store.put(objectKey, Readable.from([picture.content]));
    const [, kept] = await this.database.query<[unknown[], number]>(
      `UPDATE gravatars SET kind = $2::text, bytes = $3::int, object_key = CASE WHEN $2::text IS NOT NULL THEN object_key END,
              ask_again_at = asked_at + $4::float8 * interval '1 ms' WHERE id = $1`,
      [id, picture?.kind ?? null, picture?.content.length ?? null, retention.gravatarPicture],
    );
    if (kept === 0) await this.store.delete(objectKey);
  }

  /** The pictures of these authors. */
  async of(authors: readonly AuthorKey[]): Promise<Gravatar[]> {
    return this.database.query<Gravatar[]>(
      `SELECT g.id, g.address, g.account_id AS "accountId", g.object_key AS "objectKey", g.kind, g.bytes
       FROM unnest($1::text[], $2::uuid[]) AS a (address, account)
       JOIN gravatars g ON g.address = a.address AND g.account_id IS NOT DISTINCT FROM a.account
       WHERE g.kind IS NOT NULL`,
      columns(authors),
    );
  }

  async byId(id: string): Promise<Gravatar | undefined> {
    const [row] = await this.database.query<Gravatar[]>(
      `SELECT id, address, account_id AS "accountId", object_key AS "objectKey", kind, bytes FROM gravatars
       WHERE id = $1 AND kind IS NOT NULL`,
      [id],
    );
    return row;
  }

  /** In the order of their ids, after the one given. */
  page(after: string, limit: number): Promise<Row[]> {
    return this.database.query<Row[]>(
      `SELECT id, address, account_id AS "accountId", object_key AS "objectKey" FROM gravatars
       WHERE id > $1 ORDER BY id LIMIT $2`,
      [after, limit],
    );
  }

  /** Deletes row and picture, but for what a legal hold keeps (I2). */
  async forget(row: Row): Promise<void> {
    await this.database.transaction(async (manager) => {
      if (await this.isKept(manager, row)) return;
      if (row.objectKey !== null) await this.store.delete(row.objectKey);
      await manager.query('DELETE FROM gravatars WHERE id = $1', [row.id]);
    });
  }

  private async isKept(manager: EntityManager, { id, address, accountId }: Row): Promise<boolean> {
    const kept = await this.holds.pass(manager, 'gravatars');
    if (kept.everything || kept.addresses.includes(address) || kept.recordIds.includes(id)) return true;
    return accountId !== null && kept.accountIds.includes(accountId);
  }
}

function columns(authors: readonly AuthorKey[]): [string[], (string | null)[]] {
  return [authors.map(({ address }) => address), authors.map(({ accountId }) => accountId)];
}
