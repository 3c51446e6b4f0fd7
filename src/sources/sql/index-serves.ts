import { type Serves } from '../engine/lead-warnings.js';

/** Leads by address are found by an index over the folded value. */
export const indexServes: Serves = (key, lead) => {
  if (lead.by !== 'address') return key === lead.column;
  return /^(fold_address|translate\(btrim)\(/.test(key) && key.split(/[^A-Za-z0-9_$]+/).includes(lead.column);
};
