import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { CommentHiding } from '../comments/comment-hiding.js';
import { PersonRestrictions } from './person-restrictions.js';
import { RequestPeople } from './request-people.js';

/** Whom a restriction is about, and what they wrote in the portal. */
@Injectable()
export class RestrictedPeople {
  constructor(
    private readonly people: RequestPeople,
    private readonly hiding: CommentHiding,
    private readonly restrictions: PersonRestrictions,
  ) {}

  /** Keeps their comments from the public that were written before. */
  async hide(manager: EntityManager, requestId: string, before: Date): Promise<void> {
    const { accountId, emails } = await this.people.reach(manager, requestId);
    const accountIds = accountId === undefined ? [] : [accountId];
    await this.hiding.hide(manager, requestId, { accountIds, addresses: emails }, before);
  }

  /** @throws Problem 409 `erasure-under-way`: it would go on by itself and take what is to be stored */
  async refuseErasing(manager: EntityManager, requestId: string): Promise<void> {
    await this.restrictions.refuseErasing(manager, requestId);
  }

  async show(manager: EntityManager, requestIds: readonly string[]): Promise<void> {
    await this.hiding.show(manager, requestIds);
  }
}
