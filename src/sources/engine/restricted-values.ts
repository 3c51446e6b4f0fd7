import { type RestrictedValues } from '../erasing.js';
import { type DataMap } from '../map/data-map.js';

/** What hides rows, by collection. @param text how the database writes a constant as text */
export function restrictedValues(
  { collections }: DataMap,
  text: (constant: string | number | boolean) => string,
): Map<string, RestrictedValues> {
  return new Map(
    collections.flatMap(({ id, restrict }) =>
      restrict === undefined
        ? []
        : [[id, { hidden: text(restrict.value), shown: restrict.shown?.map(text) }] as const],
    ),
  );
}
