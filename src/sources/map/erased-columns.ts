import { type DataCategory } from '../../policy/purposes.js';
import { type Collection } from './data-map.js';
import { type EntryKey } from './entries-shape.js';
import { entryCategories } from './entry-fields.js';
import { type ColumnErase, type ErasingRule, type RetainRule } from './erase-shape.js';

type OwnColumn = Pick<Collection['withheld'][number], 'column' | 'category' | 'erase' | 'onDetach'>;

/** A column that is emptied by a rule of its own, unless a hold keeps one of its categories. */
export interface ErasedColumn {
  readonly column: string;
  readonly categories: readonly DataCategory[];
  readonly rule: Exclude<ColumnErase, 'keep'>;
  /** Whether it stays where only the person's name is taken away. */
  readonly staysOnDetach: boolean;
}

/** A rule that keeps rows until a day that their date decides. */
export type DatedRetention = RetainRule & { readonly for: string };

/** Names whose values stay but for some of their members. */
export type EmptiedKey = EntryKey & { readonly erase: NonNullable<EntryKey['erase']> };

/** The rule of a collection whose rows are deleted or cleared, at once or when their retention ends. */
export function erasingRule(collection: Collection): ErasingRule | undefined {
  const { erase } = collection;
  if (erase?.action === 'delete' || erase?.action === 'clear') return erase;
  if (erase?.action !== 'retain') return undefined;
  const { then: action, unlessReferredBy, unlink, set } = erase;
  if (action === undefined) return staysUnsigned(collection) ? { action: 'clear', unlink, set } : undefined;
  return action === 'delete' ? { action, unlessReferredBy, unlink, set } : { action, unlink, set };
}

/**
 * Whether rows stay for ever and only lose who made them: what `unlink` and `set` name, members of their values, and what
 * their images say. Text that is published, without its author.
 */
export function staysUnsigned(collection: Pick<Collection, 'erase' | 'files' | 'entries'>): boolean {
  const { erase, files } = collection;
  if (erase?.action !== 'retain' || erase.for !== undefined) return false;
  return takesNames(erase) || files?.erase === 'strip' || emptiedKeys(collection).length > 0;
}

/** The names whose values lose members where their rows stay, in the order in which they are tried. */
export function emptiedKeys({ entries }: Pick<Collection, 'entries'>): EmptiedKey[] {
  return (entries?.keys ?? []).filter((key): key is EmptiedKey => key.erase !== undefined);
}

function takesNames({ unlink, set }: RetainRule): boolean {
  return unlink.length > 0 || Object.keys(set).length > 0;
}

/** The retention of a collection whose rows are kept for a time. */
export function datedRetention({ erase }: Collection): DatedRetention | undefined {
  return erase?.action === 'retain' && erase.for !== undefined ? { ...erase, for: erase.for } : undefined;
}

/** Columns that no erasing changes: they name the row, or decide which holds it is under. */
export function fixedColumns({ key, date, article }: Collection): Set<string> {
  return new Set([...key, date, article].filter((column) => column !== undefined));
}

/** Whether rows may ever be cleared: not where they go, are kept as a whole, and nothing is said to refer to them. */
export function mayClear(collection: Collection): boolean {
  const rule = erasingRule(collection);
  if (rule?.action !== 'delete') return rule !== undefined;
  return collection.entries === undefined || rule.unlessReferredBy.length > 0 || canDetach(collection);
}

/** Whether a person may have their name taken away from rows, and the text left. */
export function canDetach(collection: Collection): boolean {
  return erasingRule(collection) !== undefined && ownColumns(collection).some(({ onDetach }) => onDetach);
}

/** Kinds of data that the collection says a column of its own table holds; none of a mere reference. */
export function categoriesOfColumn(collection: Collection, column: string): DataCategory[] {
  const named = ownColumns(collection).filter((other) => other.column === column);
  return [...new Set(named.map((other) => other.category ?? collection.category))];
}

/** What is emptied column by column when a row is cleared; `unlink` and `set` come on top. */
export function erasedColumns(collection: Collection): ErasedColumn[] {
  if (staysUnsigned(collection)) return [];
  const { unlink = [], set = {} } = erasingRule(collection) ?? {};
  const elsewhere = new Set([...fixedColumns(collection), ...unlink, ...Object.keys(set)]);
  const own = ownColumns(collection).filter(({ column }) => !elsewhere.has(column));
  return [...new Set(own.map(({ column }) => column))].flatMap((column) => {
    const named = own.filter((other) => other.column === column);
    const rule = named.find(({ erase }) => erase !== undefined)?.erase ?? null;
    if (rule === 'keep') return [];
    const staysOnDetach = named.some(({ onDetach }) => onDetach === 'keep');
    return [{ column, categories: categoriesOfColumn(collection, column), rule, staysOnDetach }];
  });
}

/** Kinds of data that a hold on a category can find in a row. A row of a name and a value is of the kind of its name. */
export function categoriesOf(collection: Collection): Set<DataCategory> {
  const { category, entries } = collection;
  if (entries !== undefined) {
    const { keys, others } = entryCategories(collection);
    return new Set([others, ...keys.map((key) => key.category)]);
  }
  return new Set([category, ...ownColumns(collection).map((column) => column.category ?? category)]);
}

/** What the map says of columns of the collection's own table that hold data of the person. */
function ownColumns({ fields, withheld, entries }: Collection): OwnColumn[] {
  const own = [...fields.filter(({ join }) => join === undefined), ...withheld];
  return entries === undefined ? own : [...own, { column: entries.value }];
}
