import { type DataCategory } from '../policy/purposes.js';
import { type KeptScope } from '../sources/erasing.js';

/** A row as holds look at it. */
export interface HeldRecord {
  readonly collection: string;
  /** The first column of its key; without it no hold on single records is about the row. */
  readonly id?: string;
  /** When it was written; without it the row counts as within any period. */
  readonly at?: Date;
  readonly articleId?: string;
}

/** Whether the scope keeps something of the row. @param categories what columns of its collection hold */
export function keeps(scope: KeptScope, record: HeldRecord, categories: ReadonlySet<DataCategory>): boolean {
  return (
    (scope.collection === undefined || scope.collection === record.collection) &&
    (scope.category === undefined || categories.has(scope.category)) &&
    (scope.articleId === undefined || scope.articleId === record.articleId) &&
    (scope.recordIds === undefined || (record.id !== undefined && scope.recordIds.includes(record.id))) &&
    within(scope, record.at)
  );
}

function within({ from, to }: KeptScope, at: Date | undefined): boolean {
  return at === undefined || ((from === undefined || from <= at) && (to === undefined || at <= to));
}
