import { type Holding, PSEUDONYM_LENGTH } from '../engine/erase-mismatches.js';

const TEXTS = ['text', 'character varying', 'character', 'citext'];

/** What columns of PostgreSQL can hold. Whether a constant fits, the database says when it is written. */
export const HOLDING: Holding = {
  dates: ['date', 'timestamp with time zone', 'timestamp without time zone'],
  problem({ type, length }, becomes) {
    if (becomes !== null && 'members' in becomes) return TEXTS.includes(type) ? undefined : 'noStructure';
    if (becomes !== null && 'truncate' in becomes)
      return [...TEXTS, 'inet', 'cidr'].includes(type) ? undefined : 'noAddress';
    if (becomes === null || !('pseudonym' in becomes)) return undefined;
    if (becomes.pseudonym === 'bytes') return type === 'bytea' ? undefined : 'noBytes';
    if (!TEXTS.includes(type)) return 'noText';
    return (length ?? PSEUDONYM_LENGTH) < PSEUDONYM_LENGTH ? 'tooShort' : undefined;
  },
};
