import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureOffice } from './erasure-office.js';
import { type Twin, TwinLife } from './twin-life.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});

afterAll(() => office.close());

const WHO = ['member', 'guest', 'heir'] as const;
const CHOICES = ['delete', 'detach'] as const;

/** Every kind of person, what they choose for their comments, and whether an open hold keeps one of them as well. */
const TWINS: readonly Twin[] = WHO.flatMap((who) =>
  CHOICES.flatMap((choice) => [false, true].map((open) => ({ who, choice, open }))),
);

/** Two people who differ by nothing but a hold that hides itself. */
describe.each(TWINS)('a $who who lets comments $choice, an open hold beside: $open', (twin) => {
  const number = 10 + TWINS.indexOf(twin);
  let hidden: TwinLife;
  let plain: TwinLife;

  beforeAll(async () => {
    hidden = await TwinLife.begin(office, `xa${number}`, twin, true);
    plain = await TwinLife.begin(office, `xb${number}`, twin, false);
  });

  it('is told the same', async () => {
    const told = await hidden.told();
    expect(told.receipt.erased).not.toEqual([]);
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
    expect(back.status).toBe(twin.open ? 200 : 403);
    expect(back).toEqual(await plain.withdrawn());
  });

  it('is given the same copy', async () => {
    const copy = await hidden.copy();
    expect(copy.texts).toEqual(copy.texts.filter((text) => !/veiled|silent|pending/.test(text)));
    expect(copy).toEqual(await plain.copy());
  });

  it('sees nothing of the end of the hold, which takes what it kept', async () => {
    const sees = async (life: TwinLife) => ({
      thread: await life.thread(),
      told: await life.told(),
      doors: await life.doors(),
      copy: await life.copy(),
    });
    await hidden.release();
    expect(await hidden.rows()).toEqual(await plain.rows());
    expect(await sees(hidden)).toEqual(await sees(plain));
    expect(hidden.mails()).toEqual(plain.mails());
  });
});
