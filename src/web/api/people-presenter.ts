import { type z } from 'zod';
import { type FoundPeople } from '../../accounts/people-search.js';
import { type PersonFile } from '../../requests/person-files.js';
import { presentAccount } from './account-presenter.js';
import { type FoundPeopleView, PersonAccountView, type PersonView } from './people-schemas.js';

export function presentFound({ items, more }: FoundPeople): z.input<typeof FoundPeopleView> {
  return {
    items: items.map(({ personId, account }) => ({
      personId,
      account: account === undefined ? null : { ...account, createdAt: account.createdAt.toISOString() },
    })),
    more,
  };
}

export function presentPerson(file: PersonFile): z.input<typeof PersonView> {
  return {
    personId: file.personId,
    account: file.account === undefined ? null : withoutPending(file.account),
    addresses: file.addresses.map(({ value, verifiedAt, endedAt }) => ({
      value,
      verifiedAt: verifiedAt.toISOString(),
      endedAt: endedAt?.toISOString() ?? null,
    })),
    requests: file.requests.map(({ reference, kind, state, receivedAt }) => ({
      reference,
      kind,
      state,
      receivedAt: receivedAt.toISOString(),
    })),
    holds: file.holds.map(({ id, matter, purpose, visibility, reviewOn }) => ({
      id,
      matter,
      purpose,
      visibility,
      reviewOn,
    })),
    bans: file.bans.map(({ id, reason, until }) => ({ id, reason, until: until?.toISOString() ?? null })),
  };
}

/** Without a new address that waits: it is not the person's before somebody has confirmed it. */
export function withoutPending(account: NonNullable<PersonFile['account']>) {
  return PersonAccountView.parse(presentAccount({ account, pendingEmail: null }));
}
