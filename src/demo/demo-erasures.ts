import { type NestExpressApplication } from '@nestjs/platform-express';
import { DataSource } from 'typeorm';
import { ErasurePlans } from '../erasures/erasure-plans.js';
import { type HoldForm, type HoldOfficial, type HoldScope } from '../holds/hold.js';
import { HoldReleases } from '../holds/hold-releases.js';
import { Holds } from '../holds/holds.js';
import { type Origin } from '../platform/http/origin.js';
import { RequestDecisions } from '../requests/request-decisions.js';
import { RequestIntake } from '../requests/request-intake.js';

type Two = readonly [HoldOfficial, HoldOfficial];

const COMMENTS: HoldScope = { source: 'portal', collection: 'comments' };

/**
 * Holds, and approved erasures that run as soon as the demo serves: one ends at once, one is deferred by a hold, one stops
 * because more was written than its plan says, and one waits for its beginning.
 */
export async function seedErasures(
  app: NestExpressApplication,
  members: readonly string[],
  admins: Two,
  reader: Origin,
): Promise<void> {
  const [plain = '', held = '', grown = '', waiting = ''] = members;
  const [admin, second] = admins;
  await app.get(Holds).place(admin, form('دعوى قذف أمام المحكمة الابتدائية', await scopeOf(app, held)));
  const over = await app.get(Holds).place(admin, form('بحث إداري في حملة تعليقات مزعجة', COMMENTS));
  await app.get(HoldReleases).release(admin, over.id, 'انتهى البحث.');
  await app.get(HoldReleases).release(second, over.id, 'انتهى البحث.');

  const erase = async (accountId: string): Promise<string> => {
    const { reference } = await app
      .get(RequestIntake)
      .fromAccount(accountId, { kind: 'erasure' }, 'ar', reader);
    await app.get(ErasurePlans).look(admin, reference);
    for (const one of admins) await app.get(RequestDecisions).approve(one, reference);
    return reference;
  };
  await erase(plain);
  await erase(held);
  await erase(grown);
  await writeMore(app, grown);
  await beginLater(app, await erase(waiting));
}

function form(matter: string, scope: HoldScope): HoldForm {
  const inHalfAYear = new Date(Date.now() + 182 * 86_400_000).toISOString().slice(0, 10);
  const citation = 'ملف عدد 2026/1201/45';
  return { matter, purpose: 'legal', citation, scope, reviewOn: inHalfAYear, visibility: 'open' };
}

/** What the member wrote, wherever that is. */
async function scopeOf(app: NestExpressApplication, accountId: string): Promise<HoldScope> {
  const rows = await app
    .get(DataSource)
    .query<{ email: string }[]>('SELECT email FROM accounts WHERE id = $1', [accountId]);
  return { ...COMMENTS, email: rows[0]?.email };
}

/** Doubles a member's comments. */
async function writeMore(app: NestExpressApplication, accountId: string): Promise<void> {
  await app.get(DataSource).query(
    `INSERT INTO comments (article_id, account_id, author_name, author_email, body, status, created_at)
     SELECT article_id, account_id, author_name, author_email, body, 'pending', now()
     FROM comments WHERE account_id = $1`,
    [accountId],
  );
}

/** The demo's erasures begin at once; this one leaves time to look at it, and to stop it. */
async function beginLater(app: NestExpressApplication, reference: string): Promise<void> {
  await app.get(DataSource).query(
    `WITH moved AS (
       UPDATE requests SET scheduled_for = scheduled_for + interval '3 days' WHERE reference = $1 RETURNING id, scheduled_for
     )
     UPDATE tasks SET run_at = moved.scheduled_for FROM moved
     WHERE tasks.name = 'request.erase' AND tasks.key = moved.id::text AND tasks.state = 'waiting'`,
    [reference],
  );
}
