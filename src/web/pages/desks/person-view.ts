import { writtenDay, writtenInstant } from '../../../platform/i18n/dates.js';
import { LANGUAGE_TAG } from '../../../platform/i18n/locale.js';
import { type PersonFile } from '../../../requests/person-files.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { visibilityName } from './holds-view.js';

/** A pair of a name and a value; what is other people's text keeps its own direction. */
export interface FactLine {
  readonly name: string;
  readonly value: string;
  readonly look: 'plain' | 'ltr' | 'text';
}

/** Everything the page of a person shows, in the reader's language. */
export interface PersonView {
  readonly frame: PageFrame;
  readonly title: string;
  readonly reason: string;
  readonly facts: readonly FactLine[];
  /** Where the profile is edited; missing for a guest. */
  readonly editPath?: string;
  readonly addresses: readonly { readonly value: string; readonly text: string; readonly counts: boolean }[];
  readonly requests: readonly {
    readonly reference: string;
    readonly path: string;
    readonly kind: string;
    readonly state: string;
    readonly receivedOn: string;
  }[];
  readonly holds: readonly {
    readonly path: string;
    readonly matter: string;
    readonly purpose: string;
    readonly visibility: string;
    readonly reviewOn: string;
  }[];
  readonly bans: readonly { readonly since: string; readonly until: string; readonly reason: string }[];
}

/** Puts what the office knows of a person into words. */
export function presentPersonPage(frame: PageFrame, file: PersonFile, reason: string): PersonView {
  const say = wordsOf(frame);
  const at = (instant: Date): string => writtenInstant(instant, frame.locale, frame.zone);
  const { account, personId } = file;
  return {
    frame,
    title: account?.username ?? say('people.guest'),
    reason,
    facts: factsOf(frame, file),
    editPath: account && `/admin/people/${personId}/edit`,
    addresses: file.addresses.map(({ value, verifiedAt, endedAt }) => ({
      value,
      text:
        endedAt === null
          ? say('person.address.since', { at: at(verifiedAt) })
          : say('person.address.ended', { at: at(verifiedAt), end: at(endedAt) }),
      counts: endedAt === null,
    })),
    requests: file.requests.map(({ reference, kind, state, receivedAt }) => ({
      reference,
      path: `/admin/requests/${reference}`,
      kind: say(`kind.${kind}`),
      state: say(`state.${state}`),
      receivedOn: at(receivedAt),
    })),
    holds: file.holds.map(({ id, matter, purpose, visibility, reviewOn }) => ({
      path: `/admin/holds/${id}`,
      matter,
      purpose: say(`holds.purpose.${purpose}`),
      visibility: visibilityName(frame, visibility),
      reviewOn: writtenDay(reviewOn, frame.locale),
    })),
    bans: file.bans.map(({ createdAt, until, reason: why }) => ({
      since: at(createdAt),
      until: until === null ? say('bans.forever') : at(until),
      reason: why ?? say('bans.noReason'),
    })),
  };
}

function factsOf(frame: PageFrame, { account, personId }: PersonFile): FactLine[] {
  const say = wordsOf(frame);
  const id: FactLine = { name: say('person.id'), value: personId, look: 'ltr' };
  if (account === undefined)
    return [{ name: say('person.account'), value: say('person.account.none'), look: 'plain' }, id];
  const text = (name: string, value: string | null): FactLine[] =>
    value === null ? [] : [{ name, value, look: 'text' }];
  const language = new Intl.DisplayNames([LANGUAGE_TAG[frame.locale]], { type: 'language' });
  return [
    ...text(say('people.username'), account.username),
    { name: say('scope.email'), value: account.email, look: 'ltr' },
    { name: say('people.role'), value: say(`role.${account.role}`), look: 'plain' },
    ...text(say('people.displayName'), account.displayName),
    ...(account.website === null
      ? []
      : [{ name: say('person.website'), value: account.website, look: 'ltr' } as const]),
    ...text(say('person.about'), account.about),
    { name: say('person.language'), value: language.of(account.locale) ?? account.locale, look: 'plain' },
    {
      name: say('people.since'),
      value: writtenInstant(account.createdAt, frame.locale, frame.zone),
      look: 'plain',
    },
    { name: say('person.accountId'), value: account.id, look: 'ltr' },
    id,
  ];
}
