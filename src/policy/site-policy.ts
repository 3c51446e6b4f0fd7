import { type Titles } from '../platform/i18n/locale.js';
import { COOKIES, type CookiePolicy } from './cookies.js';
import { KEPT } from './kept.js';
import { everyLanguage, type OfficeFile } from './office-file.js';
import { PROMISES, type PromiseId } from './promises.js';
import { PURPOSES, type Purpose } from './purposes.js';
import { embedRecipients, type Recipient, recipientsOf } from './recipients.js';
import { regime } from './regimes.js';
import { RETENTION } from './retention.js';
import { AUTOMATED_DECISIONS, ORIGINS, type PersonRight, RIGHTS } from './rights.js';
import { writtenAll } from './written.js';

/** What an office tells about itself; the rest of the policy is the same everywhere. */
export interface PolicyOffice {
  readonly siteName: string;
  /** The law it works under, such as MA. */
  readonly regimeCode: string;
  /** The site's address, `https://...`. */
  readonly siteAddress?: string;
  /** Hosts whose content the site's articles embed; each is a recipient by name. */
  readonly embedHosts?: readonly string[];
  /** What the office's own file says. */
  readonly told?: OfficeFile;
}

/** A policy without its version. */
export type PolicyDocument = Omit<SitePolicy, 'version' | 'effectiveFrom'>;

/** Of a policy that no process has published yet: the day of this wording. */
const UNPUBLISHED: Pick<SitePolicy, 'version' | 'effectiveFrom'> = {
  version: '2026-11-24',
  effectiveFrom: '2026-11-24',
};

interface Told {
  readonly id: string;
  readonly title: Titles;
}

/** The published policy, whole, in every language. */
export interface SitePolicy {
  /** Names the wording that a consent was given to; every change of the policy is a new one. */
  readonly version: string;
  readonly effectiveFrom: string;
  readonly controller: {
    readonly name: string;
    /** Of the site, `https://...`. */
    readonly address: string | null;
    readonly postalAddress: Titles | null;
    readonly email: string | null;
    readonly phone: string | null;
  };
  readonly protectionOfficer: { readonly name: Titles; readonly email: string } | null;
  /** Under which the authority knows the processing (Law 09-08, Art. 12 and 19). */
  readonly declaration: { readonly number: string } | null;
  readonly regime: { readonly code: string; readonly name: Titles; readonly reviewed: boolean };
  readonly authority: { readonly name: Titles; readonly url: string };
  readonly purposes: readonly Purpose[];
  readonly recipients: readonly Recipient[];
  readonly transfers: readonly {
    readonly recipient: string;
    readonly country: string | null;
    readonly text: Titles;
  }[];
  readonly automatedDecisions: readonly Told[];
  readonly rights: readonly PersonRight[];
  readonly origins: readonly Told[];
  readonly retention: readonly {
    readonly collection: string;
    readonly title: Titles;
    /** ISO 8601; none where the text alone says until when. */
    readonly durations: readonly string[];
    readonly text: Titles;
  }[];
  readonly cookies: readonly CookiePolicy[];
  readonly promises: readonly { readonly id: PromiseId; readonly text: Titles }[];
}

/**
 * The policy as this release and the office's file say it, before it is published.
 * @throws RangeError for an unknown regime
 */
export function sitePolicy(office: PolicyOffice): SitePolicy {
  return { ...UNPUBLISHED, ...policyDocument(office) };
}

/** A policy whose recipients are also these hosts. */
export function withEmbedHosts(policy: SitePolicy, hosts: readonly string[]): SitePolicy {
  const named = new Set(policy.recipients.map(({ id }) => id));
  const added = embedRecipients(hosts).filter(({ id }) => !named.has(id));
  return {
    ...policy,
    recipients: [...policy.recipients, ...added],
    transfers: [...policy.transfers, ...transfersOf(added)],
  };
}

function transfersOf(recipients: readonly Recipient[]): SitePolicy['transfers'] {
  return recipients.flatMap(({ id, country, transfer }) =>
    transfer === undefined ? [] : [{ recipient: id, country: country ?? null, text: transfer }],
  );
}

/** The same without a version. @throws RangeError for an unknown regime */
export function policyDocument(office: PolicyOffice): PolicyDocument {
  const law = regime(office.regimeCode);
  const say = (titles: Titles) => writtenAll(titles, office.siteName);
  const recipients = recipientsOf(office.embedHosts ?? [], office.told);
  return {
    ...officeFacts(office),
    regime: { code: law.code, name: law.names, reviewed: law.reviewed },
    authority: { name: law.authority.names, url: law.authority.url },
    purposes: PURPOSES,
    recipients: recipients.map((one) => ({ ...one, name: say(one.name), receives: say(one.receives) })),
    transfers: transfersOf(recipients).map((one) => ({ ...one, text: say(one.text) })),
    automatedDecisions: AUTOMATED_DECISIONS,
    rights: RIGHTS,
    origins: ORIGINS,
    retention: KEPT.map(({ collection, title, lengths, until }) => ({
      collection,
      title,
      durations: lengths.map((name) => RETENTION[name]),
      text: say(until),
    })),
    cookies: COOKIES,
    promises: promiseIds().map((id) => ({ id, text: say(PROMISES[id]) })),
  };
}

/** Who answers for the data, as far as the office says. */
function officeFacts({
  siteName,
  siteAddress,
  told,
}: PolicyOffice): Pick<SitePolicy, 'controller' | 'protectionOfficer' | 'declaration'> {
  const { postalAddress, email, phone } = told?.controller ?? {};
  const officer = told?.protectionOfficer;
  return {
    controller: {
      name: siteName,
      address: siteAddress ?? null,
      postalAddress: postalAddress === undefined ? null : everyLanguage(postalAddress),
      email: email ?? null,
      phone: phone ?? null,
    },
    protectionOfficer: officer ? { name: everyLanguage(officer.name), email: officer.email } : null,
    declaration: told?.declaration ?? null,
  };
}

function promiseIds(): PromiseId[] {
  return Object.keys(PROMISES) as PromiseId[];
}
