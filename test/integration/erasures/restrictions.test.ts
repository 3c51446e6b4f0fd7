import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuditSequencer } from '../../../src/audit/audit-sequencer.js';
import { RestrictedRows } from '../../../src/erasures/restricted-rows.js';
import { RestrictionKept } from '../../../src/erasures/restriction-kept.js';
import { RestrictionRelease } from '../../../src/erasures/restriction-release.js';
import { RequestEnding } from '../../../src/requests/request-ending.js';
import { RequestStates } from '../../../src/requests/request-states.js';
import { type ErasableSource } from '../../../src/sources/erasing.js';
import { SourceUnavailable } from '../../../src/sources/source-unavailable.js';
import { Sources } from '../../../src/sources/sources.js';
import { type Agent } from '../../support/app.js';
import { ErasureOffice } from './erasure-office.js';
import { addReviews } from './review-tables.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
  await addReviews(office);
});
afterAll(() => office.close());

async function review(id: string, shop: number, owner: string, state: number): Promise<void> {
  await office.rows(
    'INSERT INTO reviews VALUES ($1, $2, $3, $4, $5)',
    ...[id, `${owner}@readers.example`, 'good', state, shop],
  );
}

/** A shop with reviews of one person in these states: `<shop>-0`, `<shop>-1` and so on. */
async function reviewed(shop: number, owner: string, ...states: readonly number[]): Promise<void> {
  await office.rows('INSERT INTO shops VALUES ($1, $2)', shop, states.filter((state) => state === 1).length);
  for (const [index, state] of states.entries()) await review(`${shop}-${index}`, shop, owner, state);
}

/** The state of each review of a shop, and last how many the shop says it has. */
async function seen(shop: number): Promise<number[]> {
  const rows = await office.rows<{ state: number }>(
    'SELECT state FROM reviews WHERE shop = $1 ORDER BY id',
    shop,
  );
  const [row] = await office.rows<{ reviews: number }>('SELECT reviews FROM shops WHERE id = $1', shop);
  return [...rows.map(({ state }) => state), row?.reviews ?? -1];
}

/** @returns its reference, once the admins approved it and the job has run */
async function restrict(agent: Agent): Promise<string> {
  const reference = await office.ask(agent, { kind: 'restriction' });
  await approve(reference);
  await office.work();
  return reference;
}
const approve = (reference: string) =>
  office.admins[0].post(`/api/v1/admin/requests/${reference}/approve`).expect(200);
const lift = async (reference: string) => {
  const path = `/api/v1/admin/requests/${reference}/restriction/lift`;
  await office.admins[1].post(path).send({ reason: 'checked' }).expect(200);
  await office.work();
};
const end = async (agent: Agent, reference: string) => {
  await agent.post(`/api/v1/requests/${reference}/restriction/end`).expect(200);
  await office.work();
};
async function takeBack(reference: string): Promise<void> {
  const { app, sql } = office.portal;
  await sql.transaction(async (manager) => {
    const request = await app.get(RequestStates, { strict: false }).lockByReference(manager, reference);
    await app.get(RequestEnding, { strict: false }).withdraw(manager, request, { type: 'system' }, {});
  });
  await office.work();
}
const remembered = async () => (await office.rows('SELECT key FROM restricted_rows')).length;
const kept = async () => (await office.rows('SELECT key FROM restriction_kept')).length;

/** Ends it, and shows its rows again. @returns once that is over, or waits for others, a promise of its end in an array of one */
async function endMeanwhile(agent: Agent, reference: string): Promise<readonly [Promise<void>]> {
  await agent.post(`/api/v1/requests/${reference}/restriction/end`).expect(200);
  await office.rows(`DELETE FROM tasks WHERE name = 'request.unrestrict' AND state = 'waiting'`);
  const [row] = await office.rows<{ id: string }>('SELECT id FROM requests WHERE reference = $1', reference);
  const task = { payload: { requestId: row?.id ?? '' }, signal: new AbortController().signal };
  let over = false;
  const showing = office.portal.app
    .get(RestrictionRelease, { strict: false })
    .run(task)
    .finally(() => (over = true));
  const waiting = () =>
    office.rows(
      `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'`,
    );
  await vi.waitFor(async () => expect(over || (await waiting()).length > 0).toBe(true), 20_000);
  return [showing];
}

describe('a restriction in force', () => {
  it('hides what was shown, and nobody else’s; once lifted all is as before', async () => {
    await reviewed(1, 'amal', 1, 2, 0, 1);
    await review('1-other', 1, 'somebody', 1);
    const reference = await restrict(await office.member('amal', 0));
    expect(await seen(1)).toEqual([7, 7, 0, 7, 1, 1]);
    expect([await remembered(), await kept()]).toEqual([3, 4]);
    await review('1-later', 1, 'amal', 1);
    await office.work();
    expect(await seen(1)).toEqual([7, 7, 0, 7, 1, 1, 1]);
    await lift(reference);
    expect(await seen(1)).toEqual([1, 2, 0, 1, 1, 1, 4]);
    expect([await remembered(), await kept()]).toEqual([0, 0]);
  });

  it('leaves what somebody changed meanwhile, and the log counts it', async () => {
    await reviewed(2, 'badr', 1, 2);
    const agent = await office.member('badr', 0);
    const reference = await restrict(agent);
    await office.rows(`UPDATE reviews SET state = 5 WHERE id = '2-1'`);
    await end(agent, reference);
    expect(await seen(2)).toEqual([1, 5, 1]);
    await office.portal.app.get(AuditSequencer).catchUp();
    const events = await office.rows<{ detail: object }>(
      `SELECT detail FROM audit_events WHERE action = 'restriction.executed' ORDER BY seq DESC LIMIT 2`,
    );
    expect(events.map(({ detail }) => detail)).toEqual([
      { source: 'portal', collection: 'reviews', shown: 1, changedSince: 1 },
      { source: 'portal', collection: 'reviews', hidden: 2 },
    ]);
  });

  it.each(['remember', 'forget'] as const)(
    'is carried out once, whenever the process died (%s)',
    async (line) => {
      const [shop, owner] = line === 'remember' ? [3, 'chama'] : [4, 'driss'];
      await reviewed(shop, owner, 1, 2);
      const rows = office.portal.app.get(RestrictedRows, { strict: false });
      const real = rows[line].bind(rows) as (...given: unknown[]) => Promise<void>;
      let died = false;
      const spy = vi.spyOn(rows, line).mockImplementation(async (...given: unknown[]) => {
        if (line === 'remember') await real(...given);
        if (!died) {
          died = true;
          throw new Error('the process died on this line');
        }
        if (line === 'forget') await real(...given);
      });
      const reference = await restrict(await office.member(owner, 0));
      await office.work();
      expect(await seen(shop)).toEqual([7, 7, 0]);
      await lift(reference);
      await office.work();
      spy.mockRestore();
      expect(died).toBe(true);
      expect(await seen(shop)).toEqual([1, 2, 1]);
      expect([await remembered(), await kept()]).toEqual([0, 0]);
    },
  );

  it('hides what somebody changed between two of its steps, and shows it as they left it', async () => {
    await reviewed(9, 'iman', 1, 1);
    const agent = await office.member('iman', 0);
    const rows = office.portal.app.get(RestrictedRows, { strict: false });
    const real = rows.remember.bind(rows);
    const spy = vi.spyOn(rows, 'remember').mockImplementationOnce(async (...given) => {
      await real(...given);
      await office.rows(`UPDATE reviews SET state = 2 WHERE id = '9-1'`);
    });
    const reference = await restrict(agent);
    spy.mockRestore();
    expect(await seen(9)).toEqual([7, 7, 0]);
    await end(agent, reference);
    expect(await seen(9)).toEqual([1, 2, 1]);
  });

  it.each([
    ['before rows are written down', 'add', 5, 'emna'],
    ['before they are hidden', 'remember', 6, 'fatine'],
  ] as const)('leaves nothing hidden once it was ended while the job was at work, %s', async (...given) => {
    const [, line, shop, owner] = given;
    await reviewed(shop, owner, 1, 2);
    const agent = await office.member(owner, 0);
    const reference = await office.ask(agent, { kind: 'restriction' });
    const part = { add: RestrictionKept, remember: RestrictedRows }[line];
    const lines = office.portal.app.get<Record<string, () => Promise<unknown>>>(part, { strict: false });
    const real = lines[line]?.bind(lines);
    let showing: readonly Promise<void>[] = [];
    const spy = vi.spyOn(lines, line).mockImplementationOnce(async (...args) => {
      showing = await endMeanwhile(agent, reference);
      return real?.(...args);
    });
    await approve(reference);
    await office.work();
    await Promise.all(showing);
    spy.mockRestore();
    expect(showing).toHaveLength(1);
    expect(await seen(shop)).toEqual([1, 2, 1]);
    expect([await remembered(), await kept()]).toEqual([0, 0]);
  });
});

describe('a restriction while a system is away', () => {
  /** Before the portal there is a system that cannot be reached, in which rows are hidden. */
  async function awaySystem(): Promise<{ back(): Promise<void> }> {
    const sources = office.portal.app.get(Sources);
    const real = sources.erasable.bind(sources);
    const unreachable = () => Promise.reject(new SourceUnavailable('away'));
    const spy = vi.spyOn(sources, 'erasable').mockImplementation(() => {
      const away = {
        id: 'away',
        restricts: true,
        writer: undefined,
        restricted: unreachable,
        eraser: unreachable,
      };
      return [away as unknown as ErasableSource, ...real()];
    });
    await office.rows(
      `INSERT INTO restricted_rows (source, collection, key, sealed) VALUES ('away', 'reviews', '{1}', '')`,
    );
    return {
      back: async () => {
        spy.mockRestore();
        await office.rows(`DELETE FROM restricted_rows WHERE source = 'away'`);
      },
    };
  }

  async function placed(reference: string): Promise<Date | null | undefined> {
    const [row] = await office.rows<{ placed_at: Date | null }>(
      'SELECT placed_at FROM restrictions x JOIN requests r ON r.id = x.request_id WHERE reference = $1',
      reference,
    );
    return row?.placed_at;
  }

  it('hides and shows what is in the others meanwhile', async () => {
    await reviewed(7, 'ghali', 1, 2);
    await reviewed(8, 'hind', 1, 2);
    const agent = await office.member('ghali', 0);
    const reference = await restrict(agent);
    const other = await office.member('hind', 0);
    const away = await awaySystem();
    await end(agent, reference);
    const others = await restrict(other);
    expect(await seen(7)).toEqual([1, 2, 1]);
    expect(await seen(8)).toEqual([7, 7, 0]);
    // It is not said to be done.
    expect(await placed(others)).toBeNull();
    await away.back();
    await office.work();
    expect(await placed(others)).toBeInstanceOf(Date);
    await end(other, others);
    expect([await remembered(), await kept()]).toEqual([0, 0]);
  });
});

describe('a restriction and an erasure', () => {
  const holdOn = (...recordIds: string[]) =>
    office.hold({ source: 'portal', collection: 'reviews', recordIds });

  it('end together: the later wish wins, and nothing is remembered of it', async () => {
    await reviewed(10, 'farah', 1, 1);
    const agent = await office.member('farah', 0);
    const reference = await restrict(agent);
    const erasure = await office.ask(agent);
    await office.approve(erasure);
    await office.work();
    expect(await office.state(erasure)).toBe('completed');
    // Cleared rows are nobody's any more: they are what they were before.
    expect(await seen(10)).toEqual([1, 1, 2]);
    expect([await remembered(), await kept()]).toEqual([0, 0]);
    const [row] = await office.rows(
      `SELECT lifted_by, reason FROM restrictions x JOIN requests r ON r.id = x.request_id WHERE reference = $1`,
      reference,
    );
    expect(row).toEqual({ lifted_by: 'erasure', reason: null });
  });

  it('keep a row hidden together, until neither does', async () => {
    await reviewed(11, 'ghita', 1, 2, 1);
    const agent = await office.member('ghita', 0);
    const reference = await restrict(agent);
    const hold = await holdOn('11-0', '11-1');
    const erasure = await office.ask(agent);
    await office.approve(erasure);
    await office.work();
    expect(await office.state(erasure)).toBe('deferred');
    // What was erased the restriction keeps no longer.
    expect(await seen(11)).toEqual([7, 7, 1, 1]);
    await lift(reference);
    expect(await seen(11)).toEqual([7, 7, 1, 1]);
    await office.release(hold);
    expect(await office.state(erasure)).toBe('completed');
    expect(await seen(11)).toEqual([1, 2, 1, 2]);
    expect([await remembered(), await kept()]).toEqual([0, 0]);
  });

  it('keep it hidden where the erasure is taken back, until the restriction ends too', async () => {
    await reviewed(12, 'hiba', 1, 2);
    const agent = await office.member('hiba', 0);
    const reference = await restrict(agent);
    await holdOn('12-0', '12-1');
    const erasure = await office.ask(agent);
    await office.approve(erasure);
    await office.work();
    expect(await office.state(erasure)).toBe('deferred');
    await takeBack(erasure);
    expect(await seen(12)).toEqual([7, 7, 0]);
    await lift(reference);
    expect(await seen(12)).toEqual([1, 2, 1]);
    expect([await remembered(), await kept()]).toEqual([0, 0]);
  });

  it('are not both carried out: an erasure that goes on by itself is taken back before', async () => {
    await reviewed(13, 'ilyas', 1);
    const agent = await office.member('ilyas', 0);
    const reference = await office.ask(agent, { kind: 'restriction' });
    await office.hold({ email: 'ilyas@readers.example' });
    const erasure = await office.ask(agent);
    await office.approve(erasure);
    await office.work();
    expect(await office.state(erasure)).toBe('deferred');
    const path = `/api/v1/admin/requests/${reference}/approve`;
    const { body } = await office.admins[0].post(path).expect(409);
    expect(body.type).toContain('erasure-under-way');
    await takeBack(erasure);
    await approve(reference);
    await office.work();
    expect(await seen(13)).toEqual([7, 0]);
  });
});
