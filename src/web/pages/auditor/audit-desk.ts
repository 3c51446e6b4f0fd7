import { Injectable } from '@nestjs/common';
import { type Request } from 'express';
import { type AuditFilter } from '../../../audit/audit-filter.js';
import { AuditLooks, type Asker } from '../../../audit/audit-looks.js';
import { type AuditPage, AuditSearch, type Facets } from '../../../audit/audit-search.js';
import { maskItem, type MaskedItem } from '../../../audit/masked-item.js';
import { type AccountPrincipal, actorOf } from '../../../auth/principal.js';
import { Config } from '../../../platform/config/config.js';
import { originOf } from '../../../platform/http/client-origin.js';
import { type FieldProblem, invalidFields } from '../../../platform/http/problem.js';
import { AuditPeople } from '../../api/audit-people.js';
import { AuditStaff, type AuditStaffMembers } from '../../api/audit-staff.js';
import { filterOf, impersonalBy, pseudonymsIn, type SearchForm } from './search-form.js';

/** Events on one page of a search, unless the screen options say otherwise. */
export const SEARCH_ROWS = 25;

/** What a search of a page found. */
export interface Found extends Omit<AuditPage, 'items'> {
  readonly items: readonly MaskedItem[];
  readonly staff: AuditStaffMembers;
  readonly facets: Facets;
}

/** The log as its pages read it. */
@Injectable()
export class AuditDesk {
  constructor(
    private readonly config: Config,
    private readonly audit: AuditSearch,
    private readonly people: AuditPeople,
    private readonly looks: AuditLooks,
    private readonly staff: AuditStaff,
  ) {}

  /**
   * The search with people as their pseudonyms, so that no address stands in a link or in a browser's history.
   * @throws Problem 422 for somebody whom the log does not know
   */
  async settled(form: SearchForm): Promise<SearchForm> {
    const problems: FieldProblem[] = [];
    const settle = async (field: 'actor' | 'subject'): Promise<string> => {
      const text = form[field];
      if (text === '' || pseudonymsIn(text) !== undefined) return text;
      const impersonal = field === 'actor' ? impersonalBy(text) : undefined;
      if (impersonal !== undefined) return impersonal;
      const found = text.length > 254 ? [] : await this.people.pseudonymsFor(text);
      if (found.length === 0) problems.push({ pointer: `?${field}`, message: 'Nobody is known by this.' });
      return found.join(',');
    };
    const people = { actor: await settle('actor'), subject: await settle('subject') };
    if (problems.length > 0) throw invalidFields(...problems);
    return { ...form, ...people };
  }

  /** @throws Problem 422 for a day that is none */
  filter(form: SearchForm): AuditFilter {
    return filterOf(form, this.config.zone);
  }

  /** One page of matches and how often each kind is among them; the search is recorded. @throws Problem 422 */
  async search(asker: Asker, form: SearchForm, cursor: string | undefined, limit: number): Promise<Found> {
    const filter = this.filter(form);
    const page = await this.audit.search(filter, { limit, cursor });
    await this.looks.searched(asker, filter);
    const facets = await this.audit.facets({ ...filter, action: undefined, outcome: undefined });
    return { ...page, items: page.items.map(maskItem), staff: await this.staff.of(page.items), facets };
  }
}

/** Who asks, for the log. */
export function askerOf(auditor: AccountPrincipal, request: Request): Asker {
  return { auditor: actorOf(auditor), origin: originOf(request) };
}
