import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';
import { type Config } from '../platform/config/config.js';
import { readOfficeFile, type OfficeFile } from './office-file.js';
import { RETENTION } from './retention.js';
import { type PolicyDocument, policyDocument, type PolicyOffice } from './site-policy.js';

/** The text that stands for the site's name in what is stored: a new name is no new policy. */
const SITE = '{site}';

/** What this release and the office's file say, and from when they want it to hold. */
export interface DraftedPolicy {
  readonly document: PolicyDocument;
  /** The lengths that the code keeps to from its start on. */
  readonly lengths: Readonly<Record<string, string>>;
  readonly effectiveFrom?: string;
  /** SHA-256 over document, lengths and day as canonical JSON (RFC 8785): 32 bytes. */
  readonly digest: Buffer;
}

/** The office of this portal, as its policy names it. @throws YamlProblems for a file that cannot be used */
export function policyOffice(config: Config): PolicyOffice {
  const { siteName, regime: regimeCode, baseUrl: siteAddress, policyFile } = config;
  const told = policyFile === undefined ? undefined : readOfficeFile(policyFile);
  return { siteName, regimeCode, siteAddress, told };
}

/** The policy to publish; hosts that articles embed are no part of it, they are named as they come and go. */
export function draftPolicy({ regimeCode, told }: { regimeCode: string; told?: OfficeFile }): DraftedPolicy {
  const document = policyDocument({ siteName: SITE, regimeCode, told });
  const effectiveFrom = told?.effectiveFrom;
  const draft = { document, lengths: RETENTION, effectiveFrom };
  const text = canonicalize({ ...draft, effectiveFrom: effectiveFrom ?? null }) ?? '';
  return { ...draft, digest: createHash('sha256').update(text).digest() };
}

/** What was stored, under the name and address that the site has today. */
export function namedPolicy<T>(document: T, { siteName }: { readonly siteName: string }): T {
  const name = JSON.stringify(siteName).slice(1, -1);
  return JSON.parse(JSON.stringify(document).replaceAll(SITE, () => name)) as T;
}
