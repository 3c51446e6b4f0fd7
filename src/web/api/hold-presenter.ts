import { type z } from 'zod';
import { type Hold, holdState } from '../../holds/hold.js';
import { type HoldFile } from '../../holds/hold-looks.js';
import { type KeptValue } from '../../holds/kept-versions.js';
import { type HoldDetailView, type HoldView, type KeptValueView } from './hold-schemas.js';

/** User names by account id. */
export type Names = ReadonlyMap<string, string>;

export function presentHold(hold: Hold, names: Names): z.input<typeof HoldView> {
  return {
    id: hold.id,
    matter: hold.matter,
    purpose: hold.purpose,
    citation: hold.citation,
    scope: presentScope(hold),
    reviewOn: hold.reviewOn,
    visibility: hold.visibility,
    state: holdState(hold),
    placedBy: names.get(hold.placedBy) ?? null,
    placedAt: hold.placedAt.toISOString(),
    inForceAt: hold.inForceAt?.toISOString() ?? null,
    release: presentRelease(hold, names),
    releasedAt: hold.releasedAt?.toISOString() ?? null,
  };
}

export function presentHoldFile(file: HoldFile, names: Names): z.input<typeof HoldDetailView> {
  return {
    ...presentHold(file.hold, names),
    history: file.history.map((step) => ({
      step: step.step,
      at: step.at.toISOString(),
      by: step.by === null ? undefined : (names.get(step.by) ?? null),
      reason: step.reason ?? undefined,
      reviewOn: step.reviewOn ?? undefined,
    })),
    heldVersions: file.heldVersions,
    versions: file.versions.map((edit) => ({ ...edit, at: edit.at.toISOString() })),
  };
}

export function presentValue(kept: KeptValue): z.input<typeof KeptValueView> {
  return { ...kept, key: [...kept.key], at: kept.at.toISOString() };
}

function presentScope(hold: Hold): z.input<typeof HoldView>['scope'] {
  return {
    email: hold.email ?? undefined,
    emailForgotten: hold.addressMac === null ? undefined : true,
    source: hold.source ?? undefined,
    collection: hold.collection ?? undefined,
    category: hold.category ?? undefined,
    articleId: hold.articleId ?? undefined,
    recordIds: hold.recordIds ?? undefined,
    from: hold.fromAt?.toISOString(),
    to: hold.toAt?.toISOString(),
  };
}

function presentRelease(hold: Hold, names: Names): z.input<typeof HoldView>['release'] {
  const { releaseReason, releaseAskedAt, releaseAt } = hold;
  if (releaseReason === null || releaseAskedAt === null || releaseAt === null) return null;
  return {
    reason: releaseReason,
    askedBy: names.get(hold.releaseAskedBy ?? '') ?? null,
    askedAt: releaseAskedAt.toISOString(),
    confirmedBy: names.get(hold.releaseConfirmedBy ?? '') ?? null,
    confirmedAt: hold.releaseConfirmedAt?.toISOString() ?? null,
    releaseAt: releaseAt.toISOString(),
  };
}
