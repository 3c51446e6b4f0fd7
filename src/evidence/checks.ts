import { type Type } from '@nestjs/common';
import { type PromiseId } from '../policy/promises.js';
import { BuiltCopies, CompletedErasures, KeptRecords } from './checks/case-checks.js';
import { CommentColumns, KeptComments, PublicComments, UnapprovedComments } from './checks/comment-checks.js';
import { EmbeddedHosts, ListedCookies, NamedSite, PartsToCome } from './checks/policy-checks.js';
import { EditedFields, OfficeLooks, ShownFields } from './checks/profile-checks.js';
import { ResetMails } from './checks/reset-check.js';
import { SessionLengths, SignedOut } from './checks/session-checks.js';
import { type PromiseCheck } from './promise-check.js';

/** What looks at each promise. A room that brings a part of its own puts its check in the place of `PartsToCome`. */
export const CHECKS: Readonly<Record<PromiseId, Type<PromiseCheck>>> = {
  P01: CommentColumns,
  P02: PublicComments,
  P03: PartsToCome,
  P04: UnapprovedComments,
  P05: PartsToCome,
  P06: PartsToCome,
  P07: PartsToCome,
  P08: PartsToCome,
  P09: SessionLengths,
  P10: PartsToCome,
  P11: SessionLengths,
  P12: SignedOut,
  P13: PartsToCome,
  P14: EmbeddedHosts,
  P15: EmbeddedHosts,
  P16: ResetMails,
  P17: KeptComments,
  P18: ShownFields,
  P19: EditedFields,
  P20: EditedFields,
  P21: OfficeLooks,
  P22: BuiltCopies,
  P23: CompletedErasures,
  P24: KeptRecords,
  P25: PartsToCome,
  P26: PartsToCome,
  P27: ListedCookies,
  P28: NamedSite,
};

/** Each class once. */
export const CHECK_CLASSES = [...new Set(Object.values(CHECKS))];
