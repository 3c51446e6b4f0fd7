import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureOffice } from './erasure-office.js';
import { TwinLife } from './twin-life.js';
import { type Twin } from './twin-start.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});

afterAll(() => office.close());

const WHO = ['member', 'guest', 'heir'] as const;

/** Every kind of person, what they choose for their comments, and what an open hold keeps of them as well. */
const TWINS: readonly Twin[] = WHO.flatMap((who) => [
  { who, choice: 'delete', open: 'nothing' },
  { who, choice: 'detach', open: 'nothing' },
  { who, choice: 'delete', open: 'a comment and the account' },
  { who, choice: 'detach', open: 'a comment and the account' },
  { who, choice: 'delete', open: 'addresses' },
]);

/** Two people who differ by nothing but a hold that hides itself. */
describe.each(TWINS)('a $who who lets comments $choice, of whom an open hold keeps $open', (twin) => {
  const number = 10 + TWINS.indexOf(twin);
  let hidden: TwinLife;
  let plain: TwinLife;

  beforeAll(async () => {
    hidden = await TwinLife.begin(office, `xa${number}`, twin, true);
    plain = await TwinLife.begin(office, `xb${number}`, twin, false);
  });

  it('is told the same', async () => {
    const told = await hidden.told();
    const action = twin.choice === 'detach' ? 'detached' : 'anonymised';
    expect(told.receipt.erased).toContainEqual(expect.objectContaining({ collection: 'comments', action }));
    expect(told.receipt.schemaVersion).toBe(2);
    expect(told).toEqual(await plain.told());
  });

  it('leaves the same thread', async () => {
    const thread = await hidden.thread();
    expect(thread.items.length).toBeGreaterThan(4);
    expect(thread).toEqual(await plain.thread());
  });

  it('meets the same doors', async () => {
    expect(await hidden.doors()).toEqual(await plain.doors());
  });

  it('takes back the same', async () => {
    const back = await hidden.withdrawn();
    expect(back.status).toBe(twin.open === 'nothing' ? 409 : 200);
    expect(back).toEqual(await plain.withdrawn());
  });

  it('is given the same copy', async () => {
    const copy = await hidden.copy();
    const back = twin.open === 'a comment and the account';
    expect(copy).toMatchObject({
      signedIn: back && twin.who !== 'guest' ? 200 : 401,
      texts: back ? ['kept'] : [],
    });
    expect(copy).toEqual(await plain.copy());
  });

  it('sees nothing of the end of the hold, which takes what it kept', async () => {
    const sees = async (life: TwinLife) => ({
      thread: await life.thread(),
      told: await life.told(),
      doors: await life.doors(),
      mails: life.mails(),
    });
    await hidden.release();
    expect(await hidden.rows()).toEqual(await plain.rows());
    expect(await sees(hidden)).toEqual(await sees(plain));
  });
});

it.each(WHO)('a %s sees nothing of a hidden hold that outlasts an open one', async (who) => {
  const twin = { who, choice: 'delete', open: 'a comment and the account' } as const;
  const number = 50 + WHO.indexOf(who);
  const hidden = await TwinLife.begin(office, `xa${number}`, twin, true);
  const plain = await TwinLife.begin(office, `xb${number}`, twin, false);
  const sees = async (life: TwinLife) => {
    await life.releaseOpen();
    return {
      told: await life.told(),
      thread: await life.thread(),
      doors: await life.doors(),
      mails: life.mails(),
    };
  };
  const seen = await sees(hidden);
  expect(seen.told.receipt.outcome).toBe('completed');
  expect(seen).toEqual(await sees(plain));
  expect([await office.state(hidden.reference), await office.state(plain.reference)]).toEqual([
    'deferred',
    'completed',
  ]);
  expect(await hidden.copy()).toEqual(await plain.copy());
  await hidden.release();
  expect(await hidden.rows()).toEqual(await plain.rows());
});
