import { LANGUAGE_TAG, type Locale, type Titles } from '../platform/i18n/locale.js';
import { DATA_CATEGORIES, LAWFUL_BASES } from './purposes.js';
import { KEPT_BY_LAW } from './rights.js';
import { type SitePolicy } from './site-policy.js';
import { titleOf } from './written.js';

/** A machine's code beside the words for people. */
interface Worded {
  readonly id: string;
  readonly title: string;
}

/** What stands in a bundle's `about.json`: what GDPR Art. 15 and Law 09-08 want told with a copy, in one language. */
export interface About {
  readonly language: string;
  readonly policyVersion: string;
  readonly controller: {
    readonly name: string;
    readonly address: string | null;
    readonly postalAddress: string | null;
    readonly email: string | null;
    readonly phone: string | null;
  };
  readonly protectionOfficer: { readonly name: string; readonly email: string } | null;
  readonly declaration: { readonly number: string } | null;
  readonly law: Worded;
  readonly purposes: readonly (Worded & { readonly basis: Worded; readonly categories: readonly string[] })[];
  readonly categories: readonly Worded[];
  readonly recipients: readonly {
    readonly id: string;
    readonly name: string;
    readonly purpose: string;
    readonly receives: string;
    readonly fields: readonly string[];
    readonly onlyWhenSwitchedOn: boolean;
    readonly policyUrl: string | null;
  }[];
  readonly transfers: readonly {
    readonly recipient: string;
    readonly country: string | null;
    readonly text: string;
  }[];
  readonly retention: readonly {
    readonly collection: string;
    readonly title: string;
    readonly durations: readonly string[];
    readonly text: string;
  }[];
  readonly keptByLaw: string;
  readonly origin: readonly Worded[];
  readonly automatedDecisions: readonly (Worded & { readonly legalEffect: false })[];
  readonly rights: readonly (Worded & { readonly request: string | null })[];
  readonly authority: { readonly name: string; readonly url: string };
}

/** The policy as a bundle tells it to its person. */
export function aboutFor(locale: Locale, policy: SitePolicy): About {
  const worded = ({ id, title }: { readonly id: string; readonly title: Titles }): Worded => ({
    id,
    title: title[locale],
  });
  return {
    language: LANGUAGE_TAG[locale],
    policyVersion: policy.version,
    controller: { ...policy.controller, postalAddress: policy.controller.postalAddress?.[locale] ?? null },
    protectionOfficer: policy.protectionOfficer && {
      ...policy.protectionOfficer,
      name: policy.protectionOfficer.name[locale],
    },
    declaration: policy.declaration,
    law: { id: policy.regime.code, title: policy.regime.name[locale] },
    purposes: policy.purposes.map((purpose) => ({
      ...worded(purpose),
      basis: { id: purpose.basis, title: titleOf(LAWFUL_BASES, purpose.basis, locale) },
      categories: purpose.categories,
    })),
    categories: Object.entries(DATA_CATEGORIES).map(([id, title]) => worded({ id, title })),
    recipients: policy.recipients.map((one) => ({
      id: one.id,
      name: one.name[locale],
      purpose: one.purpose,
      receives: one.receives[locale],
      fields: one.fields,
      onlyWhenSwitchedOn: one.switchable,
      policyUrl: one.policyUrl ?? null,
    })),
    transfers: policy.transfers.map((one) => ({ ...one, text: one.text[locale] })),
    retention: policy.retention.map((one) => ({
      ...one,
      title: one.title[locale],
      text: one.text[locale],
    })),
    keptByLaw: KEPT_BY_LAW[locale],
    origin: policy.origins.map(worded),
    automatedDecisions: policy.automatedDecisions.map((one) => ({ ...worded(one), legalEffect: false })),
    rights: policy.rights.map((right) => ({ ...worded(right), request: right.kind })),
    authority: { name: policy.authority.name[locale], url: policy.authority.url },
  };
}
