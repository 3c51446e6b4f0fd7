import {
  type ErasableCollection,
  type ErasureAction,
  type ErasureScope,
  type RetainedRows,
} from '../erasing.js';
import { type Collection, type DataMap } from '../map/data-map.js';
import { canDetach, erasingRule, staysUnsigned } from '../map/erased-columns.js';
import { mayBeUnconfirmed, viewOf } from './collection-view.js';

/** Whether erasing takes only the person's name away from rows of the collection. */
export function detaches(collection: Collection, { comments }: Pick<ErasureScope, 'comments'>): boolean {
  return comments === 'detach' && canDetach(collection);
}

/** The collection as far as erasing is concerned. */
export function erasableOf(
  map: DataMap,
  collection: Collection,
  scope: Pick<ErasureScope, 'comments'>,
): ErasableCollection {
  const { erase } = collection;
  return {
    view: viewOf(collection, mayBeUnconfirmed(map, collection)),
    action: actionOf(collection, scope),
    retained: erase?.action === 'retain' ? { purpose: erase.purpose, citation: erase.citation } : undefined,
  };
}

function actionOf(collection: Collection, scope: Pick<ErasureScope, 'comments'>): ErasureAction {
  const { erase } = collection;
  if (erase === undefined) return 'unreachable';
  return detaches(collection, scope) || staysUnsigned(collection)
    ? 'detach'
    : (erasingRule(collection) ?? erase).action;
}

/** Whether a row that is cleared now may be deleted later, once nothing refers to it. */
export function mayBeReferred(collection: Collection): boolean {
  const rule = erasingRule(collection);
  return rule?.action === 'delete' && rule.unlessReferredBy.length > 0;
}

/** Whether rows go that rows of the same collection may refer to, so that the last of them go first. */
export function refersToItself(collection: Collection): boolean {
  return ownReferences(collection).length > 0;
}

/** Columns that hold the key of a row of the same collection, which stays as long as they do. */
export function ownReferences(collection: Collection): string[] {
  const rule = erasingRule(collection);
  if (rule?.action !== 'delete') return [];
  return rule.unlessReferredBy
    .filter(({ collection: id }) => id === collection.id)
    .map(({ column }) => column);
}

/** Rows that the map keeps today. What is kept without an end is kept as a whole. */
export function retentionsOf(
  collection: Collection,
  rows: number,
  dated: readonly { readonly until: string | null; readonly rows: number }[],
): RetainedRows[] {
  if (collection.erase?.action === 'retain' && collection.erase.for === undefined)
    return rows === 0 ? [] : [{ rows }];
  return dated.map(({ until, rows: kept }) => (until === null ? { rows: kept } : { until, rows: kept }));
}
