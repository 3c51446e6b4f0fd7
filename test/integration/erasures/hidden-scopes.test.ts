import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ErasureOffice } from './erasure-office.js';
import { TwinLife } from './twin-life.js';
import { type Twin } from './twin-start.js';

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
});

afterAll(() => office.close());

/** What a hidden hold keeps of a person. */
const SCOPES: Readonly<Record<string, object>> = {
  everything: {},
  'the account': { collection: 'account' },
  'addresses in comments': { collection: 'comments', category: 'contact' },
  texts: { category: 'content' },
  names: { category: 'identity' },
  'technical columns': { category: 'technical' },
  credentials: { category: 'credentials' },
};

/** Of a guest there is no account to keep. Beside addresses that are kept openly, it is the account that would be had back. */
const scopesOf = ({ who, open }: Twin) =>
  open === 'addresses'
    ? ['the account']
    : Object.keys(SCOPES).filter((name) => who !== 'guest' || name !== 'the account');

type Seen = Awaited<ReturnType<typeof seen>>;

/** All that a person sees from the end of their erasure until they have taken back what they can. */
async function seen(life: TwinLife) {
  const { receipt, request } = await life.told();
  const { erased, retained, outcome } = receipt;
  return {
    told: { request, erased, retained, outcome },
    thread: await life.thread(),
    doors: await life.doors(),
    withdrawn: await life.withdrawn(),
    copy: await life.copy(),
  };
}

describe.each([
  { who: 'member', choice: 'delete', open: 'nothing' },
  { who: 'guest', choice: 'detach', open: 'nothing' },
  { who: 'member', choice: 'delete', open: 'a comment and the account' },
  { who: 'member', choice: 'delete', open: 'addresses' },
] as const)('a $who who lets comments $choice, of whom an open hold keeps $open,', (twin) => {
  const named = (letter: string) => `${letter}${twin.choice}${twin.open.length}`;
  let plain: TwinLife;
  let expected: Seen;

  beforeAll(async () => {
    plain = await TwinLife.begin(office, named('ya'), twin, false);
    expected = await seen(plain);
  });

  it.each(scopesOf(twin))('sees nothing of a hidden hold on %s', async (name) => {
    const letter = `y${'bcdefgh'[Object.keys(SCOPES).indexOf(name)]}`;
    const life = await TwinLife.begin(office, named(letter), twin, SCOPES[name] ?? {});
    const deferred = await office.state(life.reference);
    expect(deferred).toBe('deferred');
    expect(await seen(life)).toEqual(expected);
    await life.release();
    expect(await life.rows()).toEqual(await plain.rows());
    expect(await life.thread()).toEqual(await plain.thread());
    expect(await office.rows('SELECT FROM erasures WHERE rest_of IS NOT NULL')).toEqual([]);
  });
});
