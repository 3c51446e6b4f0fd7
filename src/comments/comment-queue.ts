import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { AuditLog } from '../audit/audit-log.js';
import { type AuditEntry } from '../audit/audit-entry.js';
import { Cursors } from '../platform/http/cursors.js';
import { foldAddress } from '../platform/text/fold-address.js';
import { type BanOfficial } from './ban-desk.js';
import { Bans } from './bans.js';
import { type CommentStatus } from './comment.js';
import { type WaitReason } from './comment-checks.js';
import { CommentLimits } from './comment-limits.js';
import { NOT_LEFT } from './left-comments.js';

/** What an admin can ask for; erased comments are nobody's to look at. */
export const QUEUE_STATUSES = ['pending', 'approved', 'spam', 'trash'] as const;
export type QueueStatus = Extract<CommentStatus, (typeof QUEUE_STATUSES)[number]>;

/** A comment as admins see it: with the address, the IP and the user agent, which is why each look is an event. */
export interface QueuedComment {
  readonly id: string;
  readonly status: QueueStatus;
  readonly createdAt: Date;
  readonly articleSlug: string;
  readonly articleTitle: string;
  readonly isMember: boolean;
  readonly authorName: string | null;
  readonly authorEmail: string | null;
  readonly authorWebsite: string | null;
  readonly body: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly reasons: readonly (WaitReason | 'banned')[];
}

export interface QueuePage {
  readonly items: readonly QueuedComment[];
  readonly next: string | null;
}

interface Row extends QueuedComment {
  readonly at: string;
  readonly reasons: readonly WaitReason[];
}

/** The fields that a look shows, as the log names them. */
const SHOWN = ['name', 'email', 'website', 'text', 'ip', 'userAgent'];
const position = z.tuple([z.string(), z.uuid()]);
const COLUMNS = `
  c.id, c.status, c.created_at AS "createdAt", c.created_at::text AS at, a.slug AS "articleSlug", a.title AS "articleTitle",
  c.account_id IS NOT NULL AS "isMember", c.author_name AS "authorName", c.author_email AS "authorEmail",
  c.author_website AS "authorWebsite", c.body, abbrev(c.ip) AS ip, c.user_agent AS "userAgent",
  coalesce(k.reasons, '{}') AS reasons
  FROM comments c JOIN articles a ON a.id = c.article_id LEFT JOIN comment_checks k ON k.comment_id = c.id`;

/** The comments that admins look through. What an erasure left to holds is not among them. */
@Injectable()
export class CommentQueue {
  constructor(
    private readonly database: DataSource,
    private readonly bans: Bans,
    private readonly limits: CommentLimits,
    private readonly log: AuditLog,
    private readonly cursors: Cursors,
  ) {}

  /** Those that wait, oldest first; of every other status the newest first. */
  list(official: BanOfficial, status: QueueStatus, limit: number, cursor?: string): Promise<QueuePage> {
    const after = cursor === undefined ? null : this.cursors.open('comments', status, cursor, position);
    const [order, beyond] = status === 'pending' ? ['ASC', '>'] : ['DESC', '<'];
    return this.database.transaction(async (manager) => {
      const rows = await manager.query<Row[]>(
        `SELECT ${COLUMNS} WHERE c.status = $1 AND ${NOT_LEFT}
           AND ($2::timestamptz IS NULL OR (c.created_at, c.id) ${beyond} ($2::timestamptz, $3::uuid))
         ORDER BY c.created_at ${order}, c.id ${order} LIMIT $4`,
        [status, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
      );
      const page = await this.page(manager, rows, limit, ({ at, id }) =>
        this.cursors.seal('comments', status, [at, id]),
      );
      const comments = page.items.map(({ id }) => id);
      await this.told(manager, official, 'comment.viewed', { status, comments, fields: SHOWN });
      return page;
    });
  }

  /** All comments under an address, newest first. @throws Problem 429 */
  async search(official: BanOfficial, email: string, limit: number, cursor?: string): Promise<QueuePage> {
    await this.limits.search(official.accountId);
    const address = foldAddress(email);
    const before = cursor === undefined ? null : this.cursors.open('comments/of', address, cursor, z.uuid());
    return this.database.transaction(async (manager) => {
      const rows = await manager.query<Row[]>(
        `SELECT ${COLUMNS} WHERE fold_address(c.author_email) = fold_address($1) AND c.status <> 'erased' AND ${NOT_LEFT}
           AND ($2::uuid IS NULL OR c.id < $2) ORDER BY c.id DESC LIMIT $3`,
        [email, before, limit + 1],
      );
      const page = await this.page(manager, rows, limit, ({ id }) =>
        this.cursors.seal('comments/of', address, id),
      );
      const comments = page.items.map(({ id }) => id);
      await this.told(manager, official, 'comment.searched', { by: 'email', comments, fields: SHOWN });
      return page;
    });
  }

  private async page(
    manager: EntityManager,
    rows: readonly Row[],
    limit: number,
    seal: (last: Row) => string,
  ): Promise<QueuePage> {
    const shown = rows.slice(0, limit);
    const banned = await this.bans.among(
      manager,
      shown.flatMap(({ authorEmail }) => authorEmail ?? []),
    );
    const isBanned = (email: string | null) => email !== null && banned.has(foldAddress(email));
    const items = shown.map(({ at: _at, ...row }): QueuedComment => {
      const reasons =
        row.status === 'pending' ? row.reasons : row.reasons.filter((one) => one === 'withdrawn');
      return { ...row, reasons: [...reasons, ...(isBanned(row.authorEmail) ? ['banned' as const] : [])] };
    });
    const last = shown.at(-1);
    return { items, next: rows.length > limit && last ? seal(last) : null };
  }

  private async told(
    manager: EntityManager,
    { accountId, origin }: BanOfficial,
    action: 'comment.viewed' | 'comment.searched',
    detail: NonNullable<AuditEntry['detail']>,
  ): Promise<void> {
    await this.log.append(manager, {
      action,
      actor: { type: 'account', id: accountId },
      detail,
      values: { ip: origin.ip, userAgent: origin.userAgent },
    });
  }
}
