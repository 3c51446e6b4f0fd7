import { type Bind } from '../audit-conditions.js';
import { type AuditFilter } from '../audit-filter.js';

/** Parts of a filter. */
export type Part = 'action' | 'actor' | 'actorType' | 'subject' | 'reference' | 'outcome' | 'ip' | 'q';

/** Columns of `audit_events` with an index that ends with `seq`. */
export type Column = 'action' | 'actor' | 'subject' | 'reference' | 'outcome' | 'actor_type';

/** A part of a filter that an index answers: events with one of these values. */
export interface IndexedPart {
  readonly part: Part;
  readonly column: Column;
  readonly keys: readonly string[];
}

/** What an index leaves out, said of the events `name` in words that it understands whatever the value is. */
export function covered(name: string, column: Column): string {
  if (column === 'outcome') return `AND ${name}.outcome <> 'success'`;
  if (column === 'actor_type')
    return `AND ${name}.actor_type <> 'account' AND ${name}.actor_type <> 'system'`;
  return '';
}

/** In this order one is preferred to another of which there are as many. */
export function indexedParts({
  reference,
  subject,
  actor,
  action,
  outcome,
  actorType,
}: AuditFilter): IndexedPart[] {
  const parts: IndexedPart[] = [];
  if (reference !== undefined) parts.push({ part: 'reference', column: 'reference', keys: [reference] });
  if (subject !== undefined) parts.push({ part: 'subject', column: 'subject', keys: subject });
  if (actor !== undefined) parts.push({ part: 'actor', column: 'actor', keys: actor });
  if (action !== undefined && !action.endsWith('*')) {
    parts.push({ part: 'action', column: 'action', keys: [action] });
  }
  if (outcome !== undefined && outcome !== 'success') {
    parts.push({ part: 'outcome', column: 'outcome', keys: [outcome] });
  }
  if (actorType !== undefined && actorType !== 'account' && actorType !== 'system') {
    parts.push({ part: 'actorType', column: 'actor_type', keys: [actorType] });
  }
  return parts;
}

/** The condition on the events `name`, as the part's index has it. */
export function isOneOf(name: string, { column, keys }: IndexedPart, bind: Bind): string {
  return `${name}.${column} = ANY (${keyList(column, keys, bind)}) ${covered(name, column)}`;
}

/**
 * Whether the event of a number has the part, told by the index alone, which takes less room than the events. A scalar subquery
 * is never turned into a join, which would compare each number with every event that has the part.
 */
export function isIndexed(part: IndexedPart, seq: string, bind: Bind): string {
  return `(SELECT true FROM audit_events d WHERE ${isOneOf('d', part, bind)} AND d.seq = ${seq} LIMIT 1)`;
}

export function keyList(column: Column, keys: readonly string[], bind: Bind): string {
  return bind(`{${keys.map((key) => JSON.stringify(key)).join(',')}}`, `${typeOf(column)}[]`);
}

export function typeOf(column: Column): 'uuid' | 'text' {
  return column === 'actor' || column === 'subject' ? 'uuid' : 'text';
}
