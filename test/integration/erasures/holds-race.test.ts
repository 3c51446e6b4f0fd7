import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PlanNotes } from '../../../src/erasures/plan-notes.js';
import { ErasureBatches } from '../../../src/erasures/erasure-batches.js';
import { ErasureCounts } from '../../../src/erasures/erasure-counts.js';
import { ApartRows } from '../../../src/erasures/apart-rows.js';
import { ErasurePlanning } from '../../../src/erasures/erasure-planning.js';
import { ErasureFiles } from '../../../src/erasures/erasure-files.js';
import { ErasureRounds } from '../../../src/erasures/erasure-rounds.js';
import { ErasureRows } from '../../../src/erasures/erasure-rows.js';
import { FinalSearch } from '../../../src/erasures/final-search.js';
import { FollowedHolds } from '../../../src/erasures/followed-holds.js';
import { HeldHiding } from '../../../src/erasures/held-hiding.js';
import { RemoteRecovery } from '../../../src/erasures/remote-recovery.js';
import { HoldGate } from '../../../src/holds/hold-rules.js';
import { Holds } from '../../../src/holds/holds.js';
import { StreamPool } from '../../../src/platform/database/stream-pool.js';
import { readMap } from '../../../src/sources/map/map-file.js';
import { SourcePins } from '../../../src/sources/source-pins.js';
import { Sources } from '../../../src/sources/sources.js';
import { SqlSource } from '../../../src/sources/sql/sql-source.js';
import { TestApp } from '../../support/app.js';

const ROUNDS = 1000;
/** Rounds that run beside each other, as erasures of several people do. */
const LANES = 4;
const COMMENTS = 8;

let portal: TestApp;
let article: string;
let admin: string;
let rounds: ErasureRounds;
/** Milliseconds that a run takes on this machine, so that holds come at every moment of it. */
let usual = 50;

beforeAll(async () => {
  portal = await TestApp.start({ ATHAR_ROLE: 'web' });
  await portal.account('admin', 'placer');
  const [found] = await portal.sql.query(
    `INSERT INTO articles (slug, title, body, published_at) VALUES ('race', 't', 'b', now()) RETURNING id`,
  );
  article = found.id;
  rounds = erasuresOfComments();
  [{ id: admin }] = await portal.sql.query(`SELECT id FROM accounts WHERE username = 'placer'`);
});

afterAll(() => portal.stop());

/** The real engine and gate over the portal's own comments; its other collections would only make each round longer. */
function erasuresOfComments(): ErasureRounds {
  const { app, sql } = portal;
  const whole = readMap('portal');
  const comments = whole.collections
    .filter(({ id }) => id === 'comments')
    .map((collection) => ({ ...collection, leads: collection.leads.filter(({ by }) => by === 'address') }));
  const map = { ...whole, collections: comments };
  const sources = new Sources([new SqlSource('portal', map, app.get(StreamPool))]);
  const gate = app.get(HoldGate);
  const search = new FinalSearch(
    sql,
    sources,
    gate,
    new ErasurePlanning(
      sql,
      sources,
      app.get(FollowedHolds),
      app.get(PlanNotes),
      app.get(ApartRows),
      app.get(SourcePins),
    ),
  );
  return new ErasureRounds(
    sources,
    app.get(ErasureBatches),
    app.get(ErasureFiles),
    search,
    app.get(RemoteRecovery),
    app.get(HeldHiding),
  );
}

interface Comment {
  readonly id: string;
  readonly body: string;
}

/** What a hold of each kind names of a person's comments, and the comments that it keeps. */
const SCOPES: readonly ((email: string, comments: readonly Comment[]) => [object, readonly Comment[]])[] = [
  (email, comments) => [{ email }, comments],
  (email, comments) => [{ email, collection: 'comments', category: 'content' }, comments],
  (email, comments) => {
    const some = comments.filter(() => randomInt(2) === 0);
    const named = some.length === 0 ? comments.slice(0, 1) : some;
    return [{ email, collection: 'comments', recordIds: named.map(({ id }) => id) }, named];
  },
];

async function round(number: number): Promise<{ lost: number; kept: number; twice: number; early: boolean }> {
  const email = `guest${number}@race.example`;
  await portal.sql.query(
    `INSERT INTO comments (article_id, author_name, author_email, body, status, created_at)
     SELECT $1, 'Guest', $2, 'text ' || n, 'approved', now() FROM generate_series(1, $3::int) n`,
    [article, email, COMMENTS],
  );
  const comments: Comment[] = await portal.sql.query(
    'SELECT id, body FROM comments WHERE author_email = $1 ORDER BY id',
    [email],
  );
  const rows = portal.app.get(ErasureRows);
  const subject = { emails: [email], addresses: [email], known: {} };
  const erasure = await portal.sql.transaction((manager) => rows.addReplay(manager, subject, new Date()));
  const { signal } = new AbortController();
  const work = { erasureId: erasure.id, subject, signal, batchRows: 2 };
  const began = performance.now();
  const run = rounds.untilNothingIsLeft(work, { comments: 'delete' }).finally(() => {
    usual = (usual * 9 + performance.now() - began) / 10;
  });
  await pause(randomInt(Math.ceil(usual * 1.3)));
  const [scope, named] = (SCOPES[number % SCOPES.length] ?? SCOPES[0]!)(email, comments);
  const form = {
    matter: 'm',
    purpose: 'legal',
    citation: 'c',
    scope,
    reviewOn: '2031-01-01',
    visibility: 'open',
  };
  await portal.app.get(Holds).place({ accountId: admin, origin: {} }, form as never);
  // From here on the hold is in force: what it names and still has its text must keep it for ever.
  const ids = named.map(({ id }) => id);
  const texts = `SELECT id FROM comments WHERE id = ANY ($1) AND body <> ''`;
  const held: Comment[] = await portal.sql.query(texts, [ids]);
  await run;
  const after: Comment[] = await portal.sql.query(texts, [ids]);
  const [{ erased }] = await portal.sql.query(
    `SELECT count(*)::int AS erased FROM comments WHERE id = ANY ($1) AND body = ''`,
    [comments.map(({ id }) => id)],
  );
  const done = await portal.app.get(ErasureCounts).done(portal.sql.manager, erasure.id);
  return {
    lost: held.length - after.length,
    kept: after.length,
    twice: done - erased,
    early: held.length === named.length,
  };
}

it(`loses nothing that a hold names once it is in force, and erases nothing twice, in ${ROUNDS} rounds`, async () => {
  let next = 0;
  const results: Awaited<ReturnType<typeof round>>[] = [];
  const lane = async () => {
    while (next < ROUNDS) {
      next += 1;
      results.push(await round(next));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  expect(results).toHaveLength(ROUNDS);
  expect(results.filter(({ lost }) => lost !== 0)).toEqual([]);
  expect(results.filter(({ twice }) => twice !== 0)).toEqual([]);
  // The holds really came at different moments: some before everything, some in the middle, some after the end.
  expect(results.filter(({ early }) => early).length).toBeGreaterThan(10);
  expect(results.filter(({ kept }) => kept === 0).length).toBeGreaterThan(10);
  expect(results.filter(({ kept, early }) => kept > 0 && !early).length).toBeGreaterThan(10);
}, 300_000);
