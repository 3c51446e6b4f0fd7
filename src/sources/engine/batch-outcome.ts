import { type BatchOutcome } from '../erasing.js';

/** Without what is empty. */
export function tidied({ deleted, cleared, partly = 0, kept, byKey }: BatchOutcome): BatchOutcome {
  const named = byKey !== undefined && byKey.deleted.length + byKey.cleared.length > 0;
  return { deleted, cleared, kept, ...(partly > 0 ? { partly } : {}), ...(named ? { byKey } : {}) };
}
