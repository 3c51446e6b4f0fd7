import { type HoldPurpose, type HoldRule } from './hold-rules.js';

/** A hold as the person it concerns may see it: with its reason, or only that there is one and until when it is reviewed. */
export type VisibleHold =
  | {
      readonly reason: 'shown';
      readonly purpose: HoldPurpose;
      readonly citation: string;
      readonly reviewOn: string;
    }
  | { readonly reason: 'hidden'; readonly reviewOn: string };

/** What these holds may tell the person; one whose existence is hidden tells nothing. */
export function visibleToPerson(
  rules: readonly Pick<HoldRule, 'purpose' | 'citation' | 'reviewOn' | 'visibility'>[],
): VisibleHold[] {
  return rules.flatMap(({ purpose, citation, reviewOn, visibility }): VisibleHold[] => {
    if (visibility === 'existence-hidden') return [];
    if (visibility === 'reason-hidden') return [{ reason: 'hidden', reviewOn }];
    return [{ reason: 'shown', purpose, citation, reviewOn }];
  });
}
