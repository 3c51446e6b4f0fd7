import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { CHECKS } from '../../../src/evidence/checks.js';
import { type PromiseCheck } from '../../../src/evidence/promise-check.js';
import { ObjectStore } from '../../../src/platform/storage/object-store.js';
import { type PromiseId } from '../../../src/policy/promises.js';
import { type HoldPortal } from '../holds/hold-portal.js';

/** What came out, in short: `passed`, or the outcome with its reason. */
export async function outcomeOf(portal: HoldPortal, promise: PromiseId): Promise<string> {
  const { outcome, reason } = await portal.get<PromiseCheck>(CHECKS[promise]).check(promise);
  return reason === undefined ? outcome : `${outcome}: ${reason}`;
}

export async function figuresOf(portal: HoldPortal, promise: PromiseId) {
  return (await portal.get<PromiseCheck>(CHECKS[promise]).check(promise)).figures;
}

/** A published article. @returns its id */
export async function publish(portal: HoldPortal, slug: string, body = 'Words.'): Promise<string> {
  const [row] = await portal.rows<{ id: string }>(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ($1, 'A title', $2, now()) RETURNING id`,
    [slug, body],
  );
  return row?.id ?? '';
}

/** A guest's comment. @returns its id */
export async function comment(portal: HoldPortal, status: string, reasons: string[] = []): Promise<string> {
  const [row] = await portal.rows<{ id: string }>(
    `WITH made AS (
       INSERT INTO comments (article_id, author_name, author_email, body, ip, user_agent, status, created_at)
       SELECT id, 'Salma', 'salma@visitors.example', 'b', '192.0.2.77', 'Some Browser', $1, now() FROM articles LIMIT 1
       RETURNING id)
     INSERT INTO comment_checks (comment_id, reasons, round) SELECT id, $2, 0 FROM made RETURNING comment_id AS id`,
    [status, reasons],
  );
  return row?.id ?? '';
}

/** An image of articles whose object holds just these bytes. */
export async function storeImage(portal: HoldPortal, content: Buffer): Promise<void> {
  const key = `media/${randomBytes(16).toString('hex')}.jpeg`;
  await portal.get(ObjectStore).put(key, Readable.from([content]));
  await portal.rows(
    `INSERT INTO media (object_key, kind, width, height, bytes, told_place, description, created_at, stored_at)
     VALUES ($1, 'jpeg', 60, 40, $2, true, 'A cat', now(), now())`,
    [key, content.length],
  );
}

/** A case, by kind and state, that was due so many days ago. @returns its id */
export async function openCase(portal: HoldPortal, kind: string, state: string, late = 0): Promise<string> {
  const [row] = await portal.rows<{ id: string }>(
    `INSERT INTO requests (reference, kind, state, regime, channel, locale, received_at, due_on, due_at, due_basis,
                           created_at, closed_at)
     VALUES (gen_random_uuid(), $1, $2, 'MA', 'portal', 'en', now(), current_date, now() - $3 * interval '1 day', 'law',
             now(), CASE WHEN $2 = 'completed' THEN now() END) RETURNING id`,
    [kind, state, late],
  );
  return row?.id ?? '';
}
