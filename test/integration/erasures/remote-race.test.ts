import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PlanNotes } from '../../../src/erasures/plan-notes.js';
import { ApartRows } from '../../../src/erasures/apart-rows.js';
import { ErasureBatches } from '../../../src/erasures/erasure-batches.js';
import { ErasureCounts } from '../../../src/erasures/erasure-counts.js';
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
import { SourcePins } from '../../../src/sources/source-pins.js';
import { Sources } from '../../../src/sources/sources.js';
import { type RemoteDatabase, withEachRemote } from './remote-database.js';
import { RemoteShop, shopMap } from './remote-shop.js';

/** More of them, such as 1000, take some minutes. */
const ROUNDS = Number(process.env.REMOTE_RACE_ROUNDS ?? 60);
/** Rounds that run beside each other, as erasures of several people do. */
const LANES = 3;
const LETTERS = 8;

let shop: RemoteShop;
let engine: ReturnType<RemoteDatabase['engine']>;
let admin: string;
let rounds: ErasureRounds;
/** Milliseconds that a run takes on this machine, so that holds come at every moment of it. */
let usual = 100;

/** The real engine, gate and protocol over one collection of the shop; others would only make each round longer. */
function erasuresOfLetters(): ErasureRounds {
  const { app, sql } = shop.portal;
  const whole = shopMap();
  const map = { ...whole, collections: whole.collections.filter(({ id }) => id === 'letters') };
  engine = shop.database.engine(map, LANES * 2);
  const writers = new Map([['shop', engine.writer]]);
  const sources = new Sources([engine.source], [], undefined, { writers });
  const planning = new ErasurePlanning(
    sql,
    sources,
    app.get(FollowedHolds),
    app.get(PlanNotes),
    app.get(ApartRows),
    app.get(SourcePins),
  );
  const search = new FinalSearch(sql, sources, app.get(HoldGate), planning);
  return new ErasureRounds(
    sources,
    app.get(ErasureBatches),
    app.get(ErasureFiles),
    search,
    app.get(RemoteRecovery),
    app.get(HeldHiding),
  );
}

/** What a hold of each kind names of a person's letters, and the letters that it keeps. */
const SCOPES: readonly ((email: string, ids: readonly string[]) => readonly [object, readonly string[]])[] = [
  (email, ids) => [{ email }, ids],
  (email, ids) => [{ email, source: 'shop', collection: 'letters', category: 'content' }, ids],
  (email, ids) => {
    const some = ids.filter(() => randomInt(2) === 0);
    const named = some.length === 0 ? ids.slice(0, 1) : some;
    return [{ email, source: 'shop', collection: 'letters', recordIds: named }, named];
  },
];

async function round(number: number) {
  const { app, sql } = shop.portal;
  const email = `guest${number}@race.example`;
  const letter = (_: unknown, index: number) => `(?, 'text ${index}', '2026-01-01')`;
  const letters = await shop.all(
    `INSERT INTO shop.letters (email, text, at) VALUES ${Array.from({ length: LETTERS }, letter).join(', ')} RETURNING id`,
    ...Array.from({ length: LETTERS }, () => email),
  );
  const ids = letters.flat().map(String);
  const subject = { emails: [email], addresses: [email], known: {} };
  const erasure = await sql.transaction((manager) =>
    app.get(ErasureRows).addReplay(manager, subject, new Date()),
  );
  const { signal } = new AbortController();
  const began = performance.now();
  const run = rounds
    .untilNothingIsLeft({ erasureId: erasure.id, subject, signal, batchRows: 2 }, { comments: 'delete' })
    .finally(() => {
      usual = (usual * 9 + performance.now() - began) / 10;
    });
  run.catch(() => undefined);
  await pause(randomInt(Math.ceil(usual * 1.3)));
  const [scope, named] = (SCOPES[number % SCOPES.length] ?? SCOPES[0]!)(email, ids);
  const form = {
    matter: 'm',
    purpose: 'legal',
    citation: 'c',
    scope,
    reviewOn: '2031-01-01',
    visibility: 'open',
  } as const;
  const hold = await app.get(Holds).place({ accountId: admin, origin: {} }, form);
  // From here on the hold is in force: what it names and is still there must stay for ever.
  const texts = (of: readonly string[]) =>
    shop.all(
      `SELECT id FROM shop.letters WHERE id IN (${of.map(() => '?').join(', ')}) AND text IS NOT NULL`,
      ...of,
    );
  const held = await texts(named);
  await run;
  const after = await texts(named);
  const left = await texts(ids);
  return {
    inForce: hold.inForceAt !== null,
    lost: held.length - after.length,
    kept: after.length,
    twice: (await app.get(ErasureCounts).done(sql.manager, erasure.id)) - (ids.length - left.length),
    early: held.length === named.length,
  };
}

/** What happened, for who asked for more rounds. */
function figures(results: readonly Awaited<ReturnType<typeof round>>[]): string {
  const number = (of: (one: (typeof results)[number]) => boolean) => results.filter(of).length;
  const before = number(({ early }) => early);
  const amid = number(({ kept, early }) => kept > 0 && !early);
  const lost = results.reduce((sum, one) => sum + one.lost, 0);
  const twice = number((one) => one.twice !== 0);
  return `${results.length} rounds: holds before ${before}, amid ${amid}, after ${number(({ kept }) => kept === 0)}; lost ${lost}, counted wrong ${twice}`;
}

withEachRemote((start) => {
  beforeAll(async () => {
    shop = await RemoteShop.start(start);
    usual = 100;
    rounds = erasuresOfLetters();
    const [found] = await shop.portal.sql.query<{ id: string }[]>(
      `SELECT id FROM accounts WHERE username = 'first'`,
    );
    admin = found?.id ?? '';
  }, 120_000);

  afterAll(async () => {
    await engine.end();
    await shop.stop();
  });

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
    if (process.env.REMOTE_RACE_ROUNDS !== undefined) process.stdout.write(`${figures(results)}\n`);
    expect(results).toHaveLength(ROUNDS);
    expect(results.filter(({ inForce }) => !inForce)).toEqual([]);
    expect(results.filter(({ lost }) => lost !== 0)).toEqual([]);
    expect(results.filter(({ twice }) => twice !== 0)).toEqual([]);
    // The holds really came at different moments: some before everything, some in the middle, some after the end.
    expect(results.filter(({ early }) => early).length).toBeGreaterThan(ROUNDS / 50);
    expect(results.filter(({ kept }) => kept === 0).length).toBeGreaterThan(ROUNDS / 50);
    expect(results.filter(({ kept, early }) => kept > 0 && !early).length).toBeGreaterThan(ROUNDS / 50);
    expect(await shop.openBatches()).toBe(0);
  }, 600_000);
});
