import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RestrictionKept } from '../../../erasures/restriction-kept.js';
import { LANGUAGE_TAG } from '../../../platform/i18n/locale.js';
import { writtenInstant } from '../../../platform/i18n/dates.js';
import { type CaseFile } from '../../../requests/case-file.js';
import { type PersonRestriction } from '../../../requests/person-restrictions.js';
import { isInForce, type Restriction, restrictionState } from '../../../requests/restriction.js';
import { Sources } from '../../../sources/sources.js';
import { PORTAL_ID } from '../../../sources/sources-file.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';
import { type Fact } from './case-facts.js';

/** What admins read of a restriction beside the case itself. */
export interface RestrictionNotes {
  readonly facts: readonly Fact[];
  readonly warnings: readonly string[];
}

/** What belongs to the case of a restriction alone. */
@Injectable()
export class RestrictionParts {
  constructor(
    private readonly database: DataSource,
    private readonly kept: RestrictionKept,
    private readonly sources: Sources,
  ) {}

  async of(frame: PageFrame, file: CaseFile): Promise<RestrictionNotes> {
    const { request, restriction, restrictionsInForce } = file;
    if (restriction === undefined) return { facts: [], warnings: besideErasure(frame, restrictionsInForce) };
    const say = wordsOf(frame);
    const hidden = await this.kept.counts(this.database.manager, request.id);
    const rows = hidden.map((each) => say('case.restriction.rowsIn', { ...each }));
    return {
      facts: [
        { name: say('case.restriction'), value: stateOf(frame, restriction) },
        { name: say('case.restriction.reason'), value: restriction.reason, dir: 'auto' },
        { name: say('case.restriction.rows'), value: rows.length === 0 ? undefined : rows.join(' · ') },
      ],
      warnings: this.warnings(frame, request.closedAt === null, restriction),
    };
  }

  private warnings(frame: PageFrame, open: boolean, restriction: Restriction): string[] {
    if (!open || !isInForce(restriction)) return [];
    const say = wordsOf(frame);
    const systems = new Intl.ListFormat(LANGUAGE_TAG[frame.locale]).format(this.byHand(frame));
    return [
      ...(restriction.placedAt === undefined ? [say('case.restriction.placing')] : []),
      ...(systems === '' ? [] : [say('case.restriction.byHand', { systems })]),
      ...this.partly(frame),
    ];
  }

  /** What alone is hidden in systems in which the portal hides rows: of the others there, nothing is. */
  private partly(frame: PageFrame): string[] {
    const say = wordsOf(frame);
    const list = new Intl.ListFormat(LANGUAGE_TAG[frame.locale]);
    const others = this.sources.erasable().filter(({ id, restricts }) => restricts && id !== PORTAL_ID);
    return others.map(({ id }) => {
      const system = this.sources.get(id)?.title[frame.locale] ?? id;
      const hidden = (this.sources.mapped(id) ?? []).filter(({ restricts }) => restricts);
      const collections = list.format(hidden.map(({ title }) => title[frame.locale]));
      return say('case.restriction.partly', { system, collections });
    });
  }

  /** Systems in which the portal hides nothing, by their titles. */
  private byHand({ locale }: PageFrame): string[] {
    const hides = new Set(this.sources.erasable().flatMap(({ id, restricts }) => (restricts ? [id] : [])));
    const others = this.sources.all().filter(({ id }) => id !== PORTAL_ID && !hides.has(id));
    return [...others, ...this.sources.manual()].map(({ title }) => title[locale]);
  }
}

function stateOf(frame: PageFrame, restriction: Restriction): string {
  const say = wordsOf(frame);
  const { since, liftAt, liftedAt, liftedBy = '' } = restriction;
  const at = (instant: Date | undefined): string =>
    instant === undefined ? '' : writtenInstant(instant, frame.locale, frame.zone);
  const values = { since: at(since), at: at(liftedAt ?? liftAt), by: liftedBy };
  const state = restrictionState(restriction);
  return say(`case.restriction.${state}`, values);
}

/** What whoever approves an erasure must know of restrictions in force of the same person. */
export function besideErasure(frame: PageFrame, restrictions: readonly PersonRestriction[]): string[] {
  const say = wordsOf(frame);
  return restrictions.map(({ reference, since, askedAfter }) =>
    say(askedAfter ? 'case.restricted.since' : 'case.restricted.before', {
      reference,
      since: writtenInstant(since, frame.locale, frame.zone),
    }),
  );
}
