/** What a person may ask for, as far as a law's clock and the policy tell one from another. */
export const REQUEST_KINDS = [
  'export',
  'erasure',
  'rectification',
  'restriction',
  'objection',
  'consent_withdrawal',
  'complaint',
  'article',
] as const;

export type RequestKind = (typeof REQUEST_KINDS)[number];
