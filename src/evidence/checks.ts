import { type Type } from '@nestjs/common';
import { type PromiseId } from '../policy/promises.js';
import { EmbedsAwaitConsent, EmbeddedHosts } from './checks/article-checks.js';
import { BuiltCopies, KeptRecords } from './checks/case-checks.js';
import { RecordedChoices } from './checks/choice-checks.js';
import { CommentColumns, PublicComments, UnapprovedComments } from './checks/comment-checks.js';
import { CookieTrial, LastArticle, RememberedCommenter, ScreenCookie } from './checks/cookie-checks.js';
import { CompletedErasures } from './checks/erasure-check.js';
import { StoredImages } from './checks/image-check.js';
import { GravatarHashes, SpamPayload } from './checks/outgoing-checks.js';
import { KeptComments } from './checks/kept-comments.js';
import { ListedCookies } from './checks/listed-cookies.js';
import { NamedSite } from './checks/policy-checks.js';
import { EditedFields, OfficeLooks, ShownFields } from './checks/profile-checks.js';
import { ResetMails } from './checks/reset-check.js';
import { SessionLengths, SignedOut } from './checks/session-checks.js';
import { type PromiseCheck } from './promise-check.js';

/** What looks at each promise. */
export const CHECKS: Readonly<Record<PromiseId, Type<PromiseCheck>>> = {
  P01: CommentColumns,
  P02: PublicComments,
  P03: GravatarHashes,
  P04: UnapprovedComments,
  P05: StoredImages,
  P06: RememberedCommenter,
  P07: RememberedCommenter,
  P08: CookieTrial,
  P09: SessionLengths,
  P10: ScreenCookie,
  P11: SessionLengths,
  P12: SignedOut,
  P13: LastArticle,
  P14: EmbedsAwaitConsent,
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
  P25: SpamPayload,
  P26: RecordedChoices,
  P27: ListedCookies,
  P28: NamedSite,
};

/** Each class once. */
export const CHECK_CLASSES = [...new Set(Object.values(CHECKS))];
