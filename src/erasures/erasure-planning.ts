import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type HoldRule } from '../holds/hold-rules.js';
import { countedByPlace } from '../persons/disowned-rows.js';
import { type Begun } from '../sources/begun.js';
import { type ErasedSubject, type ErasureScope, type PlannedRows } from '../sources/erasing.js';
import { type Source } from '../sources/snapshot.js';
import { SourcePins } from '../sources/source-pins.js';
import { PORTAL_ID } from '../sources/sources-file.js';
import { Sources } from '../sources/sources.js';
import { ApartRows } from './apart-rows.js';
import { type ErasurePlan, type PlannedCollection } from './erasure-plan.js';
import { type SealedSubject } from './erasure.js';
import { FollowedHolds } from './followed-holds.js';
import { PlanNotes } from './plan-notes.js';
import { together } from './together.js';

/** Looks at every source without changing anything. */
@Injectable()
export class ErasurePlanning {
  constructor(
    private readonly database: DataSource,
    private readonly sources: Sources,
    private readonly holds: FollowedHolds,
    private readonly notes: PlanNotes,
    private readonly apartRows: ApartRows,
    private readonly pins: SourcePins,
  ) {}

  /** @see ApartRows.of */
  apart(subject: SealedSubject, erasureId?: string): Promise<SealedSubject> {
    return this.apartRows.of(subject, erasureId);
  }

  /** The dry run, as of now. @throws SourceUnavailable */
  async plan(subject: SealedSubject, scope: ErasureScope): Promise<ErasurePlan> {
    const collections: PlannedCollection[] = [];
    for (const source of this.sources.erasable()) {
      if (source.writer !== undefined) await this.pins.check(source.id);
      const eraser = await source.eraser(subjectIn(subject, source.id), scope);
      const known = { ...subject.known, [source.id]: await eraser.learn() };
      const rules = await this.rules(source.id, { ...subject, known });
      const rows = await eraser.plan(rules.map((rule) => rule.scope));
      const collectionsOf = rows.map((planned) => inPlan(source.id, planned, rules));
      collections.push(
        ...(source.id === PORTAL_ID ? await this.notes.edited(collectionsOf, known) : collectionsOf),
      );
    }
    collections.push(...(await this.unreachable(subject, scope)));
    const notTheirs = countedByPlace(subject.notTheirs);
    const noted = await this.notes.reviewed(collections);
    return { collections: noted, ...(notTheirs.length === 0 ? {} : { notTheirs }) };
  }

  /** What the person's rows teach in every source, and the addresses behind it, what was known before included. @throws SourceUnavailable */
  async learn(subject: SealedSubject, scope: ErasureScope): Promise<SealedSubject> {
    const learned = await together(this.sources.erasable(), async (source) => {
      const eraser = await source.eraser(subjectIn(subject, source.id), scope);
      return [source.id, await eraser.learn()] as const;
    });
    const known = { ...subject.known, ...Object.fromEntries(learned) };
    return this.holds.addressed(this.database.manager, { ...subject, known });
  }

  /** The holds in force for the person; outside a gate, so good for looking only. */
  rules(source: string, person: SealedSubject): Promise<readonly HoldRule[]> {
    return this.holds.rules(this.database.manager, source, person);
  }

  /** What sources hold that may only be read. @throws SourceUnavailable */
  async unreachable(subject: SealedSubject, scope: ErasureScope): Promise<PlannedCollection[]> {
    // What may only be read held nothing when the erasure that is replayed ended.
    if (scope.before !== undefined) return [];
    const planned: PlannedCollection[] = [];
    for (const source of this.sources.readOnly())
      planned.push(...(await heldIn(source, subject, scope.begun)));
    return planned;
  }
}

async function heldIn(
  source: Source,
  { emails, left, notTheirs }: SealedSubject,
  begun: Begun | undefined,
): Promise<PlannedCollection[]> {
  const snapshot = await source.open({ emails, left, notTheirs }, begun);
  try {
    const planned: PlannedCollection[] = [];
    for (const { id: collection, category } of snapshot.collections) {
      const count = await snapshot.count(collection);
      planned.push({ source: source.id, collection, category, action: 'unreachable', count, holds: [] });
    }
    return planned;
  } finally {
    await snapshot.close();
  }
}

/** The person as one source knows them. */
export function subjectIn(subject: SealedSubject, source: string): ErasedSubject {
  const { emails, known, passedOn, left, notTheirs } = subject;
  const own = source === PORTAL_ID ? emails.filter((email) => passedOn?.includes(email) !== true) : emails;
  return { emails: own, left, notTheirs, known: known[source] };
}

function inPlan(source: string, planned: PlannedRows, rules: readonly HoldRule[]): PlannedCollection {
  const { view, action, rows, held, retained, retentions } = planned;
  return {
    source,
    collection: view.id,
    category: view.category,
    action,
    count: rows,
    holds: held
      .filter((kept) => kept.rows > 0)
      .flatMap(({ hold, category, rows: count }) => {
        const rule = rules.find(({ id }) => id === hold);
        if (rule === undefined) return [];
        const { id, purpose, citation, reviewOn } = rule;
        return [{ id, purpose, citation, reviewOn, category, rows: count }];
      }),
    retentions: retained && retentions.map((kept) => ({ ...retained, ...kept })),
    purpose: retained?.purpose,
    citation: retained?.citation,
  };
}
