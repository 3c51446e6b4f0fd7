import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { AuditLog } from '../audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Config } from '../platform/config/config.js';
import { type FieldProblem } from '../platform/http/problem.js';
import { Hold, type HoldForm, type HoldOfficial, type HoldScope } from './hold.js';
import { HoldHistory } from './hold-history.js';
import { officeDay } from '../platform/clock/office-day.js';

/** Writes a new hold down, with its event. */
@Injectable()
export class HoldRecord {
  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly log: AuditLog,
    private readonly history: HoldHistory,
  ) {}

  now(): Date {
    return this.clock.now();
  }

  /** The local date where the office is. */
  today(): string {
    return officeDay(this.clock.now(), this.config.zone);
  }

  problems({ reviewOn }: Pick<HoldForm, 'reviewOn'>): FieldProblem[] {
    if (reviewOn > this.today()) return [];
    return [{ pointer: '/reviewOn', message: 'A day that is still to come.' }];
  }

  /** @param awaits batches in other databases that are about to commit without knowing of it */
  async add(
    manager: EntityManager,
    official: HoldOfficial,
    form: HoldForm,
    placedAt: Date,
    awaits: readonly string[],
  ): Promise<Hold> {
    const { scope } = form;
    const id = form.id ?? uuidv7();
    await manager.insert(Hold, {
      id,
      ...columnsOf(form),
      forgetAddress: false,
      placedBy: official.accountId,
      placedAt,
      inForceAt: awaits.length === 0 ? this.clock.now() : null,
      awaits: [...awaits],
    });
    await this.history.note(manager, 'placed', id, official.accountId, placedAt);
    await this.log.append(manager, {
      action: 'hold.placed',
      actor: { type: 'account', id: official.accountId },
      detail: {
        hold: id,
        purpose: form.purpose,
        visibility: form.visibility,
        reviewOn: form.reviewOn,
        scope: namesOf(scope),
        records: scope.recordIds?.length ?? 0,
      },
      values: { ...official.origin, reason: form.citation },
    });
    return manager.findOneByOrFail(Hold, { id });
  }
}

/** What the form says, as the hold's row has it. */
function columnsOf({ matter, purpose, citation, reviewOn, visibility, scope }: HoldForm) {
  const { email, source, collection, category, articleId, recordIds, from, to } = scope;
  const records = recordIds && [...recordIds];
  const where = {
    email,
    source,
    collection,
    category,
    articleId,
    recordIds: records,
    fromAt: from,
    toAt: to,
  };
  return { matter, purpose, citation, reviewOn, visibility, ...where };
}

/** Whether the hold says what the form says. */
export function saysThat(hold: Hold, form: HoldForm): boolean {
  const columns = columnsOf(form);
  const names = Object.keys(columns) as (keyof typeof columns)[];
  return names.every((name) => JSON.stringify(hold[name] ?? null) === JSON.stringify(columns[name] ?? null));
}

/** What the scope speaks of, without what it says. */
function namesOf(scope: HoldScope): string[] {
  return Object.entries(scope).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}
