import { writtenDay } from '../../../platform/i18n/dates.js';
import { type Titles } from '../../../platform/i18n/locale.js';
import { DATA_CATEGORIES, LAWFUL_BASES } from '../../../policy/purposes.js';
import { type PolicyVersion } from '../../../policy/published-policy.js';
import { type SitePolicy } from '../../../policy/site-policy.js';
import { titleOf } from '../../../policy/written.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** The policy in the reader's language. */
export interface PolicyView {
  readonly frame: PageFrame;
  readonly version: string;
  /** The day and the name of the version that holds next, where one is published. */
  readonly coming?: { readonly version: string; readonly day: string };
  /** How to reach whoever is responsible, as far as the office says. */
  readonly contact: readonly ContactLine[];
  readonly law: string;
  readonly promises: readonly { readonly id: string; readonly text: string }[];
  readonly purposes: readonly {
    readonly title: string;
    readonly basis: string;
    readonly categories: string;
  }[];
  readonly recipients: readonly {
    readonly name: string;
    readonly receives: string;
    readonly policyUrl?: string;
  }[];
  readonly transfers: readonly { readonly recipient: string; readonly text: string }[];
  readonly retention: readonly { readonly title: string; readonly until: string }[];
  readonly origins: readonly string[];
  readonly decisions: readonly string[];
  readonly rights: readonly { readonly title: string; readonly kind: string | null }[];
  readonly authority: { readonly name: string; readonly url: string };
}

/** A fact about the office; `ltr` of addresses and numbers, which read from left to right in any language. */
export interface ContactLine {
  readonly label: string;
  readonly text: string;
  readonly href?: string;
  readonly ltr: boolean;
}

/** Puts the policy into the reader's words. */
export function presentPolicy(frame: PageFrame, policy: SitePolicy, coming?: PolicyVersion): PolicyView {
  const { locale } = frame;
  const say = (titles: Titles): string => titles[locale];
  const list = new Intl.ListFormat(locale, { type: 'unit', style: 'short' });
  return {
    frame,
    version: writtenDay(policy.effectiveFrom, locale),
    coming: coming && { version: coming.version, day: writtenDay(coming.effectiveFrom, locale) },
    contact: contactLines(frame, policy),
    law: say(policy.regime.name),
    promises: policy.promises.map(({ id, text }) => ({ id, text: say(text) })),
    purposes: policy.purposes.map(({ title, basis, categories }) => ({
      title: say(title),
      basis: titleOf(LAWFUL_BASES, basis, locale),
      categories: list.format(categories.map((category) => titleOf(DATA_CATEGORIES, category, locale))),
    })),
    recipients: policy.recipients.map(({ name, receives, policyUrl }) => ({
      name: say(name),
      receives: say(receives),
      policyUrl,
    })),
    transfers: policy.transfers.map(({ recipient, text }) => ({
      recipient: say(policy.recipients.find(({ id }) => id === recipient)?.name ?? text),
      text: say(text),
    })),
    retention: policy.retention.map(({ title, text }) => ({ title: say(title), until: say(text) })),
    origins: policy.origins.map(({ title }) => say(title)),
    decisions: policy.automatedDecisions.map(({ title }) => say(title)),
    rights: policy.rights.map(({ title, kind }) => ({ title: say(title), kind })),
    authority: { name: say(policy.authority.name), url: policy.authority.url },
  };
}

function contactLines(frame: PageFrame, policy: SitePolicy): ContactLine[] {
  const say = wordsOf(frame);
  const { controller, protectionOfficer: officer, declaration } = policy;
  const { address, postalAddress, email, phone } = controller;
  const line = (label: string, text: string, href?: string): ContactLine => ({
    label,
    text,
    href,
    ltr: true,
  });
  return [
    ...(address ? [line(say('policy.contact.site'), address, address)] : []),
    ...(postalAddress
      ? [{ label: say('policy.contact.post'), text: postalAddress[frame.locale], ltr: false }]
      : []),
    ...(email ? [line(say('policy.contact.email'), email, `mailto:${email}`)] : []),
    ...(phone ? [line(say('policy.contact.phone'), phone)] : []),
    ...(officer
      ? [
          { label: say('policy.contact.officer'), text: officer.name[frame.locale], ltr: false },
          line(say('policy.contact.officerEmail'), officer.email, `mailto:${officer.email}`),
        ]
      : []),
    ...(declaration ? [line(say('policy.contact.declaration'), declaration.number)] : []),
  ];
}
