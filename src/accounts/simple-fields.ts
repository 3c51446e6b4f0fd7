/** Fields of a profile that are changed as they are given. */
export const SIMPLE_FIELDS = ['displayName', 'website', 'about', 'locale'] as const;

export type SimpleField = (typeof SIMPLE_FIELDS)[number];
