import { type KeptScope } from '../erasing.js';
import { type Collection } from '../map/data-map.js';
import { categoriesOf } from '../map/erased-columns.js';

/** A scope, and its place among those given. */
export interface PlacedScope {
  readonly n: number;
  readonly scope: KeptScope;
}

/** Whether a scope keeps all of the rows it keeps anything of: a row of a name and a value is one thing. */
export function keepsWhole({ entries }: Collection, { category }: Pick<KeptScope, 'category'>): boolean {
  return category === undefined || entries !== undefined;
}

/** Scopes that can keep a row of the collection. */
export function scopesOn(collection: Collection, kept: readonly KeptScope[]): PlacedScope[] {
  const categories = categoriesOf(collection);
  return kept
    .map((scope, n) => ({ n, scope }))
    .filter(
      ({ scope }) =>
        (scope.collection === undefined || scope.collection === collection.id) &&
        (scope.category === undefined || categories.has(scope.category)) &&
        (scope.articleId === undefined || collection.article !== undefined),
    );
}
