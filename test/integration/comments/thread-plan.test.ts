import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CommentReading } from '../../../src/comments/comment-reading.js';
import { CommentSite } from './comment-site.js';

interface PlanNode {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly PlanNode[];
}

const SPAM = 5000;
let site: CommentSite;

beforeAll(async () => {
  site = await CommentSite.start();
  const { sql } = site.portal;
  await sql.query(
    `INSERT INTO comments (article_id, author_name, body, status, created_at)
     SELECT a.id, 'N', 'said ' || n, 'approved', now() - (500 - n) * interval '1 minute'
     FROM articles a, generate_series(1, 300) n`,
  );
  // Among the others by their time, and answering what is not shown any more.
  await sql.query(
    `INSERT INTO comments (article_id, parent_id, author_name, body, status, created_at)
     SELECT a.id, (SELECT id FROM comments WHERE body = 'said 10'), 'S', 'spam ' || n,
            (ARRAY['spam', 'pending', 'trash'])[n % 3 + 1], now() - (500 - n % 300) * interval '1 minute'
     FROM articles a, generate_series(1, ${SPAM}) n`,
  );
  await sql.query(`UPDATE comments SET status = 'erased', body = '' WHERE body IN ('said 10', 'said 20')`);
  await sql.query(
    `UPDATE comments SET parent_id = (SELECT id FROM comments WHERE status = 'erased' AND parent_id IS NULL
       ORDER BY created_at DESC LIMIT 1) WHERE body = 'said 30'`,
  );
  await sql.query('VACUUM ANALYZE comments');
});
afterAll(() => site.stop());

/** Rows of comments that a statement looked at. */
function lookedAt(node: PlanNode): number {
  const own =
    node['Relation Name'] === 'comments'
      ? (node['Actual Rows'] +
          (node['Rows Removed by Filter'] ?? 0) +
          (node['Rows Removed by Index Recheck'] ?? 0)) *
        node['Actual Loops']
      : 0;
  return (node.Plans ?? []).reduce((sum, inner) => sum + lookedAt(inner), own);
}

describe('a page of a thread', () => {
  it('looks at the comments that it shows, and not at those that wait, are spam or in the trash', async () => {
    const { app, sql } = site.portal;
    const asked = vi.spyOn(app.get(DataSource), 'query');
    const { items, next } = await app.get(CommentReading).comments('port', 50);
    expect(items).toHaveLength(50);
    expect(items.filter(({ removed }) => removed)).toHaveLength(1);
    const [statement, values] = asked.mock.calls.find(([text]) => text.includes('LIMIT $4')) ?? [];
    asked.mockRestore();
    const [plan] = await sql.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }[]>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${statement}`,
      values as unknown[],
    );
    expect(lookedAt((plan as { 'QUERY PLAN': [{ Plan: PlanNode }] })['QUERY PLAN'][0].Plan)).toBeLessThan(60);
    const second = await app.get(CommentReading).comments('port', 50, next ?? '');
    expect(second.items[0]?.body).toBe('said 52');
  });
});
