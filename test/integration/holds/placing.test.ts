import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HoldForm, type HoldOfficial, type HoldScope } from '../../../src/holds/hold.js';
import { HoldQueries } from '../../../src/holds/hold-queries.js';
import { problemOf } from '../../support/people.js';
import { HoldPortal } from './hold-portal.js';

let portal: HoldPortal;
let official: HoldOfficial;

beforeAll(async () => {
  portal = await HoldPortal.start();
  official = await portal.official('keeper');
});
afterAll(() => portal.app.stop());

describe('placing a hold', () => {
  it('writes down what is held and why, and its event without matter and address', async () => {
    const hold = await portal.place(
      official,
      { email: ' Held@readers.example', source: 'portal', recordIds: ['a', 'b'] },
      { matter: 'Case of Nadia', citation: 'Art. 56', visibility: 'reason-hidden' },
    );
    expect(hold).toMatchObject({
      matter: 'Case of Nadia',
      purpose: 'legal',
      citation: 'Art. 56',
      email: ' Held@readers.example',
      source: 'portal',
      collection: null,
      recordIds: ['a', 'b'],
      visibility: 'reason-hidden',
      placedBy: official.accountId,
      releasedAt: null,
    });
    const [event] = await portal.events('hold.placed');
    expect(event?.detail).toEqual({
      hold: hold.id,
      purpose: 'legal',
      visibility: 'reason-hidden',
      reviewOn: hold.reviewOn,
      scope: ['email', 'source', 'recordIds'],
      records: 2,
    });
    expect(event?.values).toMatchObject({ reason: 'Art. 56', ip: '198.51.100.7' });
    expect(JSON.stringify(event)).not.toMatch(/Nadia|readers\.example/);
  });

  const refused: readonly [string, HoldScope, Partial<HoldForm>, string[]][] = [
    ['of nothing', {}, {}, ['/scope']],
    ['in an unknown source', { source: 'nowhere' }, {}, ['/scope/source']],
    ['of an unknown collection', { source: 'portal', collection: 'poems' }, {}, ['/scope/collection']],
    ['of a collection that no source has', { collection: 'poems' }, {}, ['/scope/collection']],
    [
      'of a category that is not there',
      { collection: 'consents', category: 'media' },
      {},
      ['/scope/category'],
    ],
    [
      'that ends before it begins',
      { from: new Date('2026-02-01T00:00:00Z'), to: new Date('2026-01-01T00:00:00Z') },
      {},
      ['/scope/to'],
    ],
    ['whose review has come', { source: 'portal' }, { reviewOn: '2026-01-01' }, ['/reviewOn']],
  ];
  it.each(refused)('refuses one %s', async (_, scope, more, at) => {
    const before = await portal.rows('SELECT * FROM holds');
    expect(await problemOf(portal.place(official, scope, more))).toMatchObject({ status: 422, at });
    expect(await portal.rows('SELECT * FROM holds')).toEqual(before);
  });

  it('takes a category of a field that is not the category of its collection', async () => {
    const hold = await portal.place(official, { collection: 'comments', category: 'contact' });
    expect(hold.category).toBe('contact');
  });

  it('leaves a row that the portal itself can neither remove nor narrow', async () => {
    await expect(portal.rows('DELETE FROM holds')).rejects.toThrow('permission denied');
    await expect(portal.rows(`UPDATE holds SET source = 'elsewhere'`)).rejects.toThrow('permission denied');
  });

  it('is listed, the newest first, a page at a time', async () => {
    const queries = portal.get(HoldQueries);
    const all = await queries.list({}, 200, undefined, official);
    expect(all.next).toBeNull();
    const first = await queries.list({}, 1, undefined, official);
    const second = await queries.list({}, 1, first.next ?? '', official);
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(
      all.items.slice(0, 2).map(({ id }) => id),
    );
    expect((await queries.list({ state: 'releasing' }, 10, undefined, official)).items).toEqual([]);
    expect(await problemOf(queries.list({ state: 'released' }, 1, first.next ?? '', official))).toMatchObject(
      {
        status: 422,
        at: ['?cursor'],
      },
    );
  });
});
