import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Accounts } from '../../../src/accounts/accounts.js';
import { type ProfileChanges } from '../../../src/accounts/account-fields.js';
import { AddressChanges } from '../../../src/accounts/address-changes.js';
import { Profiles } from '../../../src/accounts/profiles.js';
import { type HoldOfficial } from '../../../src/holds/hold.js';
import { HoldReleases } from '../../../src/holds/hold-releases.js';
import { KeptVersions } from '../../../src/holds/kept-versions.js';
import { Sealer } from '../../../src/platform/crypto/sealer.js';
import { tokenIn } from '../../support/mail-sink.js';
import { problemOf } from '../../support/people.js';
import { HoldPortal, ORIGIN, REASON } from './hold-portal.js';

interface Version {
  readonly id: string;
  readonly holds: string[];
  readonly source: string;
  readonly collection: string;
  readonly key: string[];
  readonly field: string;
  readonly sealed: Buffer;
}

let portal: HoldPortal;
let official: HoldOfficial;
let other: HoldOfficial;

beforeAll(async () => {
  portal = await HoldPortal.start({ ATHAR_HOLD_RELEASE_DELAY: 'PT0S' });
  official = await portal.official('keeper');
  other = await portal.official('confirmer');
});
afterAll(() => portal.app.stop());

const member = async (username: string) => {
  await portal.app.account('member', username);
  return portal.accountId(username);
};
const edit = (accountId: string, changes: ProfileChanges) =>
  portal.get(Profiles).edit({ accountId, origin: ORIGIN }, accountId, changes);
const versions = (accountId: string) =>
  portal.rows<Version>('SELECT * FROM held_versions WHERE key = ARRAY[$1] ORDER BY id', [accountId]);
const values = async (accountId: string) =>
  (await versions(accountId)).map(({ id, field, sealed }) => [
    field,
    portal.get(Sealer).open('held_versions', sealed, id),
  ]);
const passOn = async (id: string) => {
  await portal.get(HoldReleases).release(official, id, REASON);
  await portal.get(HoldReleases).release(other, id, REASON);
};

describe('an edit of a held profile', () => {
  it('goes through and keeps what was there, also where it is erased', async () => {
    const id = await member('nadia');
    await edit(id, { displayName: 'Nadia', about: 'Chess', website: 'https://nadia.example' });
    expect(await versions(id)).toEqual([]);
    const hold = await portal.place(official, { email: 'nadia@readers.example' });
    await edit(id, { about: null, displayName: 'N.' });
    expect((await portal.get(Accounts).byId(portal.manager, id))?.about).toBeNull();
    expect(await values(id)).toEqual([
      ['displayName', 'Nadia'],
      ['about', 'Chess'],
    ]);
    const [version] = await versions(id);
    expect(version).toMatchObject({ holds: [hold.id], source: 'portal', collection: 'account', key: [id] });
    expect(version?.sealed.toString('latin1')).not.toContain('Nadia');
    expect((await portal.events('hold.version_kept')).at(-1)).toEqual({
      detail: { collection: 'account', fields: ['displayName', 'about'], holds: [hold.id] },
      values: {},
    });
    await edit(id, { about: 'Go', displayName: 'N.' });
    expect(await versions(id)).toHaveLength(2);
  });

  it('keeps fields of the held category alone', async () => {
    const id = await member('omar');
    await edit(id, { displayName: 'Omar', about: 'Chess', website: 'https://omar.example' });
    await portal.place(official, { email: 'omar@readers.example', category: 'contact' });
    await edit(id, { about: null, displayName: null, website: null });
    expect(await values(id)).toEqual([['website', 'https://omar.example']]);
  });

  it('keeps nothing for a hold on other records, another collection, source or period', async () => {
    const id = await member('rim');
    await edit(id, { about: 'Chess' });
    const email = 'rim@readers.example';
    await portal.place(official, { email, recordIds: ['another'] });
    await portal.place(official, { email, collection: 'comments' });
    await portal.place(official, { email, articleId: '1' });
    await portal.place(official, { email, to: new Date('2020-01-01T00:00:00Z') });
    await edit(id, { about: null });
    expect(await versions(id)).toEqual([]);
    await edit(id, { about: 'Go' });
    const from = new Date('2020-01-01T00:00:00Z');
    await portal.place(official, { collection: 'account', recordIds: [id], from });
    await edit(id, { about: null });
    expect(await values(id)).toEqual([['about', 'Go']]);
  });

  it('asks the database as much for a profile that nobody holds', async () => {
    const held = await member('salma');
    const free = await member('tarik');
    await portal.place(official, { email: 'salma@readers.example' });
    for (const id of [held, free]) await edit(id, { about: 'Chess', displayName: 'X' });
    const ofHeld = await portal.statementsOf(() => edit(held, { about: null, displayName: 'Y' }));
    const ofFree = await portal.statementsOf(() => edit(free, { about: null, displayName: 'Y' }));
    const alike = (statements: string[]) =>
      statements.map((text) => text.replace(/^(RELEASE|ROLLBACK TO) SAVEPOINT/, 'END SAVEPOINT'));
    expect(alike(ofHeld)).toEqual(alike(ofFree));
    expect(await versions(held)).toHaveLength(2);
    expect(await versions(free)).toEqual([]);
  });

  it('loses its old values with the last hold that kept them', async () => {
    const id = await member('youssef');
    await edit(id, { about: 'Chess' });
    const one = await portal.place(official, { email: 'youssef@readers.example' });
    const two = await portal.place(official, { collection: 'account', recordIds: [id] });
    await edit(id, { about: null });
    await passOn(one.id);
    expect(await versions(id)).toHaveLength(1);
    expect(await portal.get(KeptVersions).count(portal.manager, two.id)).toBe(1);
    await passOn(two.id);
    expect(await versions(id)).toEqual([]);
  });
});

describe('old values, looked at by the office', () => {
  it('are listed by category and edit, and shown page by page for a reason that is logged', async () => {
    const id = await member('anas');
    await edit(id, { about: 'Chess', displayName: 'Anas', website: 'https://anas.example' });
    const hold = await portal.place(official, { email: 'anas@readers.example' });
    await edit(id, { about: null, displayName: null, website: null });
    await edit(id, { about: 'Go' });
    await edit(id, { about: 'Chess again' });
    const kept = portal.get(KeptVersions);
    expect(await kept.edits(portal.manager, hold.id)).toMatchObject([
      { source: 'portal', collection: 'account', category: 'content', count: 1 },
      { category: 'content', count: 1 },
      { category: 'identity', count: 1 },
      { category: 'contact', count: 1 },
    ]);
    const look = (cursor?: string) => kept.values(other, hold.id, 'The court asked.', { limit: 3, cursor });
    const first = await look();
    const second = await look(first.next ?? '');
    expect(second.next).toBeNull();
    const shown = [...first.items, ...second.items];
    expect(shown).toMatchObject(Array(4).fill({ source: 'portal', collection: 'account', key: [id] }));
    expect(shown.map(({ field, value }) => [field, value]).sort()).toEqual([
      ['about', 'Chess'],
      ['about', 'Go'],
      ['displayName', 'Anas'],
      ['website', 'https://anas.example'],
    ]);
    expect((await portal.events('hold.versions_viewed')).slice(-2)).toEqual([
      { detail: { hold: hold.id, values: 3 }, values: { ...ORIGIN, reason: 'The court asked.' } },
      { detail: { hold: hold.id, values: 1 }, values: { ...ORIGIN, reason: 'The court asked.' } },
    ]);
  });

  it('are no business of whom the hold concerns', async () => {
    const mine = await portal.place(official, { email: 'confirmer@readers.example' });
    const looking = portal.get(KeptVersions).values(other, mine.id, 'Curious.', { limit: 1 });
    expect(await problemOf(looking)).toMatchObject({ status: 403, code: 'own-case' });
  });
});

describe('a change of a held address', () => {
  it('keeps the former one, and the hold goes on to follow it', async () => {
    const id = await member('zineb');
    const hold = await portal.place(official, { email: 'Zineb@readers.example' });
    await edit(id, { email: 'zineb.new@readers.example' });
    await portal.work();
    const mail = await portal.app.mail.take('zineb.new@readers.example');
    await portal.get(AddressChanges).confirm(tokenIn(mail, 'confirm-address'), ORIGIN);
    expect(await values(id)).toEqual([['email', 'zineb@readers.example']]);
    await edit(id, { about: 'Chess' });
    await edit(id, { about: null });
    expect((await versions(id)).map(({ field, holds }) => [field, holds])).toEqual([
      ['email', [hold.id]],
      ['about', [hold.id]],
    ]);
  });
});
