import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { Cursors } from '../platform/http/cursors.js';
import { HeldRequests } from './held-requests.js';
import { type QueueFilter } from './queue-filter.js';
import { QueueNarrowing } from './queue-narrowing.js';
import { type Page } from './request-queries.js';
import { SubjectRequest } from './subject-request.js';

export type { QueueFilter } from './queue-filter.js';

const position = z.tuple([z.iso.datetime({ offset: true }), z.uuid()]);

/** A page of the queue, and which of its cases a hold concerns. */
export interface QueuePage extends Page<SubjectRequest> {
  readonly held: ReadonlySet<string>;
}

/** The office's queue: least time left first. */
@Injectable()
export class RequestQueue {
  constructor(
    private readonly database: DataSource,
    private readonly narrowing: QueueNarrowing,
    private readonly held: HeldRequests,
    private readonly cursors: Cursors,
  ) {}

  async list(filter: QueueFilter, limit: number, cursor?: string): Promise<Page<SubjectRequest>> {
    const { viewer } = filter;
    const wanted = filter.held === true && viewer !== undefined;
    const held = wanted ? await this.held.seenBy(this.database.manager, viewer) : [];
    return this.read(filter, held, limit, cursor);
  }

  /** As `list`, and says which cases are of people whom a hold names. */
  async show(filter: QueueFilter, limit: number, cursor?: string): Promise<QueuePage> {
    const page = await this.list(filter, limit, cursor);
    const ids = page.items.map(({ id }) => id);
    const { viewer } = filter;
    if (viewer === undefined) return { ...page, held: new Set() };
    // Every case of a list that was narrowed to them is one.
    const held = filter.held === true ? ids : await this.held.among(this.database.manager, viewer, ids);
    return { ...page, held: new Set(held) };
  }

  private async read(
    filter: QueueFilter,
    held: readonly string[],
    limit: number,
    cursor: string | undefined,
  ): Promise<Page<SubjectRequest>> {
    const rows = this.database.manager.createQueryBuilder(SubjectRequest, 'r');
    this.narrowing.narrow(rows, filter, held);
    if (cursor !== undefined) {
      const [dueAt, id] = this.cursors.open('queue', filter, cursor, position);
      rows.andWhere('(r.due_at, r.id) > (:dueAt, :id)', { dueAt, id });
    }
    const found = await rows
      .orderBy('r.due_at')
      .addOrderBy('r.id')
      .limit(limit + 1)
      .getMany();
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const more = found.length > limit && last !== undefined;
    return {
      items,
      next: more ? this.cursors.seal('queue', filter, [last.dueAt.toISOString(), last.id]) : null,
    };
  }
}
