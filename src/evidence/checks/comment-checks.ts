import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CommentReading, type PublicComment } from '../../comments/comment-reading.js';
import { Avatars } from '../../media/avatars.js';
import { type CheckResult, looked, type PromiseCheck, unknown, verdict } from '../promise-check.js';

/** What the policy says is stored with a comment, and what leads from one to its place and its state. */
const COLUMNS: ReadonlySet<string> = new Set([
  'author_name',
  'author_email',
  'author_website',
  'body',
  'ip',
  'user_agent',
  'id',
  'article_id',
  'parent_id',
  'account_id',
  'status',
  'created_at',
]);

/** P01: the table of comments has the columns that the policy names, and no other. */
@Injectable()
export class CommentColumns implements PromiseCheck {
  constructor(private readonly database: DataSource) {}

  async check(): Promise<CheckResult> {
    const rows = await looked<{ name: string }>(
      this.database,
      `SELECT column_name AS name FROM information_schema.columns
       WHERE table_schema = current_schema() AND table_name = 'comments'`,
    );
    const extra = rows.filter(({ name }) => !COLUMNS.has(name)).length;
    return verdict({ columns: rows.length, extra }, ['extra_columns', extra > 0 || rows.length === 0]);
  }
}

/** Articles whose public pages are read, and comments of each. */
const ARTICLES = 10;
const COMMENTS = 50;

interface Stored {
  readonly id: string;
  readonly authorName: string | null;
  readonly authorWebsite: string | null;
  readonly body: string;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly email: string | null;
}

/** P02: what the public gets of comments holds nothing of the address, the IP or the browser that lie beside them. */
@Injectable()
export class PublicComments implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly reading: CommentReading,
  ) {}

  async check(): Promise<CheckResult> {
    const articles = await looked<{ slug: string }>(
      this.database,
      `SELECT slug FROM articles a
       WHERE a.published_at IS NOT NULL
         AND EXISTS (SELECT FROM comments c WHERE c.article_id = a.id AND c.status = 'approved' AND c.ip IS NOT NULL)
       ORDER BY published_at DESC, id DESC LIMIT ${ARTICLES}`,
    );
    let comments = 0;
    let shown = 0;
    for (const { slug } of articles) {
      const { items } = await this.reading.comments(slug, COMMENTS);
      const stored = await looked<Stored>(
        this.database,
        `SELECT id, author_name AS "authorName", author_website AS "authorWebsite", body,
                host(ip) AS ip, user_agent AS "userAgent", author_email AS email
         FROM comments WHERE id = ANY ($1)`,
        [items.map(({ id }) => id)],
      );
      const beside = new Map(stored.map((row) => [row.id, row]));
      comments += items.length;
      shown += items.filter((item) => leaks(item, beside.get(item.id))).length;
    }
    if (comments === 0) return unknown('nothing_to_look_at', { comments });
    return verdict({ comments, shown }, ['public_values', shown > 0]);
  }
}

/** What the author typed for all to see may name anything; all else must not name what is stored beside it. */
function leaks(item: PublicComment, stored: Stored | undefined): boolean {
  const typed = ['authorName', 'authorWebsite', 'body'] as const;
  const own = Object.fromEntries(
    typed.flatMap((name) => (item[name] === stored?.[name] ? [[name, '']] : [])),
  );
  const told = JSON.stringify({ ...item, ...own });
  return [stored?.ip, stored?.userAgent, stored?.email].some(
    (value) => value !== undefined && value !== null && value !== '' && told.includes(value),
  );
}

/** P04: a comment that nobody approved is not shown, and its author has no picture because of it. */
@Injectable()
export class UnapprovedComments implements PromiseCheck {
  constructor(
    private readonly database: DataSource,
    private readonly reading: CommentReading,
    private readonly avatars: Avatars,
  ) {}

  async check(): Promise<CheckResult> {
    const waiting = await looked<{ id: string; articleId: string }>(
      this.database,
      `SELECT c.id, c.article_id AS "articleId" FROM comments c
       WHERE c.status IN ('pending', 'spam', 'trash') ORDER BY c.created_at DESC LIMIT ${COMMENTS}`,
    );
    if (waiting.length === 0) return unknown('nothing_to_look_at');
    // Each by itself: a thread is read from its oldest comment on, and what waits is new.
    const found = await Promise.all(waiting.map(({ articleId, id }) => this.reading.shown(articleId, id)));
    const shown = found.filter((one) => one !== undefined).length;
    const pictures = (await this.avatars.of(waiting.map(({ id }) => id))).size;
    return verdict(
      { waiting: waiting.length, shown, pictures },
      ['unapproved_shown', shown > 0],
      ['unapproved_picture', pictures > 0],
    );
  }
}
