import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuditLog } from '../audit/audit-log.js';
import { invalidField, notFound } from '../platform/http/problem.js';
import { foldWords } from '../platform/text/fold-words.js';
import { type BanOfficial } from './ban-desk.js';
import { type BlockedWord, BlockedWords, MOST_WORDS } from './blocked-words.js';

/** How admins keep the list of blocked words. */
@Injectable()
export class BlockedWordDesk {
  constructor(
    private readonly database: DataSource,
    private readonly words: BlockedWords,
    private readonly log: AuditLog,
  ) {}

  list(): Promise<BlockedWord[]> {
    return this.words.all(this.database.manager);
  }

  /** @throws Problem 422 for one that has no letter, is on the list however it is written, or is one too many */
  async add(official: BanOfficial, word: string): Promise<BlockedWord> {
    if (foldWords(word) === '') throw invalidField('/word', 'Give a word with letters or digits.');
    return this.database.transaction(async (manager) => {
      const added = await this.words.add(manager, word);
      if (added === undefined)
        throw invalidField('/word', `Already on the list, or there are ${MOST_WORDS} words.`);
      await this.log.append(manager, event('comment.word_blocked', official, added));
      return added;
    });
  }

  /** @throws Problem 404 */
  async remove(official: BanOfficial, id: string): Promise<void> {
    await this.database.transaction(async (manager) => {
      const removed = await this.words.remove(manager, id);
      if (removed === undefined) throw notFound();
      await this.log.append(manager, event('comment.word_unblocked', official, removed));
    });
  }
}

function event(
  action: 'comment.word_blocked' | 'comment.word_unblocked',
  { accountId, origin }: BanOfficial,
  { id }: BlockedWord,
) {
  return {
    action,
    actor: { type: 'account', id: accountId },
    detail: { word: id },
    values: { ip: origin.ip, userAgent: origin.userAgent },
  } as const;
}
