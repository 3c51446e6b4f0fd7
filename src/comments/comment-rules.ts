import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { Bans } from './bans.js';
import { BlockedWords } from './blocked-words.js';
import { type Comment, type CommentStatus } from './comment.js';
import { type CommentAuthor, isKnown } from './comment-author.js';
import { type WaitReason } from './comment-checks.js';

/** Whether a comment appears at once, and why not. */
export interface Ruling {
  readonly status: Extract<CommentStatus, 'approved' | 'pending'>;
  readonly reasons: readonly WaitReason[];
}

/** What the rules look at: a comment that is written, or about to be. */
export type Ruled = CommentAuthor & Pick<Comment, 'body'> & { readonly id?: string };

/**
 * Which comments wait for an admin: those of authors of whom none was approved before, with more links than the office
 * allows, with a blocked word in text, name or website, and of banned addresses. Everybody else's next comment does not wait (P17).
 */
@Injectable()
export class CommentRules {
  constructor(
    private readonly words: BlockedWords,
    private readonly bans: Bans,
    private readonly config: Config,
  ) {}

  /** @param others reasons that were found elsewhere: the flood, the spam check */
  async rule(manager: EntityManager, comment: Ruled, others: readonly WaitReason[]): Promise<Ruling> {
    const { authorName, authorEmail, authorWebsite, body } = comment;
    const reasons: WaitReason[] = [];
    if (!(await isKnown(manager, comment, comment.id))) reasons.push('first_comment');
    if (linksIn(body) > this.config.commentLinks) reasons.push('links');
    if (await this.words.isIn(manager, [body, authorName ?? '', authorWebsite ?? '']))
      reasons.push('blocked_word');
    reasons.push(...others);
    const bans = await this.bans.of(manager, authorEmail === null ? [] : [authorEmail]);
    return { status: reasons.length === 0 && bans.length === 0 ? 'approved' : 'pending', reasons };
  }
}

/** Web addresses in a text, with their scheme or beginning with `www.`. */
export function linksIn(text: string): number {
  return text.match(/(?:https?:\/\/|www\.)[^\s<>"]+/giu)?.length ?? 0;
}
