import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In } from 'typeorm';
import { Problem } from '../platform/http/problem.js';
import { OfficeDesk, type OfficeAct, type Official } from './office-desk.js';
import { RequestAcknowledgement } from './request-acknowledgement.js';
import { assignTo } from './request-assignment.js';
import { SubjectRequest } from './subject-request.js';

/** What may be done to many cases at once. Decisions are missing on purpose: each is taken alone. */
export const BULK_ACTIONS = ['take', 'acknowledge'] as const;

export type BulkAction = (typeof BULK_ACTIONS)[number];

export interface BulkOutcome {
  readonly done: readonly string[];
  /** Left as they were, by the code of what was against it: the admin's own, closed, done before, or gone. */
  readonly skipped: readonly { readonly reference: string; readonly code: string }[];
}

/** Reasons for which one of many cases is left out. */
const SKIPPED: readonly number[] = [403, 404, 409];

/** Small steps on many cases, all in one transaction, each with its own event. */
@Injectable()
export class RequestBulk {
  constructor(
    private readonly database: DataSource,
    private readonly desk: OfficeDesk,
    private readonly acknowledgement: RequestAcknowledgement,
  ) {}

  async act(official: Official, action: BulkAction, references: readonly string[]): Promise<BulkOutcome> {
    return this.database.transaction(async (manager) => {
      const refused = new Map([...references].map((reference) => [reference, 'not-found']));
      const done: string[] = [];
      for (const reference of await this.lock(manager, references)) {
        const code = await this.one(manager, official, action, reference);
        if (code !== undefined) refused.set(reference, code);
        else if (refused.delete(reference)) done.push(reference);
      }
      return { done, skipped: [...refused].map(([reference, code]) => ({ reference, code })) };
    });
  }

  /** In the order in which everybody locks several cases. */
  private async lock(manager: EntityManager, references: readonly string[]): Promise<string[]> {
    const requests = await manager.find(SubjectRequest, {
      where: { reference: In([...new Set(references)]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return requests.map(({ reference }) => reference);
  }

  /** A refusal comes before anything was written, so that the others go on. @returns its code */
  private async one(
    manager: EntityManager,
    official: Official,
    action: BulkAction,
    reference: string,
  ): Promise<string | undefined> {
    try {
      await this.desk.actWithin(manager, official, reference, (_, request) =>
        this.step(manager, official, action, request),
      );
      return undefined;
    } catch (error) {
      if (error instanceof Problem && SKIPPED.includes(error.status)) return error.code;
      throw error;
    }
  }

  private step(
    manager: EntityManager,
    official: Official,
    action: BulkAction,
    request: SubjectRequest,
  ): Promise<OfficeAct> {
    return action === 'take'
      ? assignTo(manager, request, official.accountId)
      : this.acknowledgement.of(manager, request);
  }
}
