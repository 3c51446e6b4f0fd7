import { type Collection, type DataMap } from './data-map.js';
import { type MapProblem } from './data-map-problems.js';
import { type ColumnErase, type ErasingRule, type RetainRule } from './erase-shape.js';
import { canDetach, erasingRule, fixedColumns } from './erased-columns.js';
import { stillLeading } from './leading-problems.js';

type Path = MapProblem['path'];

/** What the shape of the erase rules cannot say. */
export function eraseProblems(map: DataMap): MapProblem[] {
  return map.collections.flatMap((collection, index) => {
    const at = ['collections', index];
    const rule = erasingRule(collection);
    return [
      ...columnRules(collection, at),
      ...(collection.erase?.action === 'retain' ? retainProblems(collection, collection.erase, at) : []),
      ...(rule === undefined ? [] : ruleProblems(map, collection, rule, at)),
    ];
  });
}

/** What has an end says from when it counts and what comes then; what has none says neither. */
function retainProblems(collection: Collection, rule: RetainRule, at: Path): MapProblem[] {
  const path = [...at, 'erase'];
  if (rule.for === undefined) {
    const given = [
      ...(rule.then === undefined ? [] : ['then']),
      ...(rule.where === undefined ? [] : ['where']),
      ...(rule.unlessReferredBy.length === 0 ? [] : ['unlessReferredBy']),
    ];
    return given.map((key) => {
      const message = `expected for as well, such as for: P10Y: without it the rows are kept for ever, and ${key} says nothing`;
      return { path: [...path, key], message };
    });
  }
  const problems: MapProblem[] = [];
  if (collection.date === undefined)
    problems.push({
      path: [...path, 'for'],
      message: 'expected the collection to have a date: the time is counted from it',
    });
  if (rule.then === undefined)
    problems.push({ path, message: 'expected then: delete or then: clear, since keeping the rows ends' });
  if (rule.then === 'clear' && rule.unlessReferredBy.length > 0)
    problems.push({
      path: [...path, 'unlessReferredBy'],
      message: 'expected then: delete: what is cleared stays, whoever refers to it',
    });
  return problems;
}

/** What people may choose to have done by halves. */
const TAKING: readonly unknown[] = ['delete', 'clear'];

interface NamedRule {
  readonly column: string;
  readonly join?: string;
  readonly erase?: ColumnErase;
  readonly onDetach?: 'keep';
  readonly path: Path;
}

function columnRules(collection: Collection, at: Path): MapProblem[] {
  const fixed = fixedColumns(collection);
  const rules = namedRules(collection, at);
  return rules.flatMap(({ column, join, erase, onDetach, path }, index) => {
    const problems: MapProblem[] = [];
    const say = (key: 'erase' | 'onDetach', message: string) =>
      problems.push({ path: [...path, key], message });
    if (join !== undefined && erase !== undefined) {
      say('erase', 'expected no erase: the column belongs to another table');
    } else if (fixed.has(column) && erase !== undefined && erase !== 'keep') {
      say(
        'erase',
        `expected no rule but keep: ${column} says which row it is, when it was written or where it belongs`,
      );
    }
    const first = rules.findIndex(
      (other) => other.column === column && other.join === join && other.erase !== undefined,
    );
    if (
      erase !== undefined &&
      first < index &&
      JSON.stringify(rules[first]?.erase) !== JSON.stringify(erase)
    ) {
      say('erase', `expected one rule for ${column}; it has another one already`);
    }
    if (onDetach !== undefined && (!TAKING.includes(collection.erase?.action) || join !== undefined)) {
      say('onDetach', 'expected a column of a collection that is deleted or cleared');
    }
    return problems;
  });
}

function namedRules({ fields, withheld }: Collection, at: Path): NamedRule[] {
  return [
    ...fields.map((field, index) => ({ ...field, path: [...at, 'fields', index] })),
    ...withheld.map((column, index) => ({ ...column, path: [...at, 'withheld', index] })),
  ];
}

function ruleProblems(map: DataMap, collection: Collection, rule: ErasingRule, at: Path): MapProblem[] {
  const fixed = fixedColumns(collection);
  const emptied = [
    ...rule.unlink.map((column, index) => ({ column, path: [...at, 'erase', 'unlink', index] })),
    ...Object.keys(rule.set).map((column) => ({ column, path: [...at, 'erase', 'set', column] })),
  ];
  return [
    ...emptied.flatMap(({ column, path }, index) => {
      if (fixed.has(column)) {
        const message = `expected a column that does not say which row it is, when it was written or where it belongs, not "${column}"`;
        return [{ path, message }];
      }
      return emptied.findIndex((other) => other.column === column) < index
        ? [{ path, message: `expected a column that is named once; "${column}" is there already` }]
        : [];
    }),
    ...(rule.action === 'clear' || canDetach(collection) ? stillLeading(map, collection, rule, at) : []),
    ...(rule.action === 'delete' ? referrerProblems(map, collection, rule, at) : []),
  ];
}

function referrerProblems(
  map: DataMap,
  collection: Collection,
  rule: Extract<ErasingRule, { readonly action: 'delete' }>,
  at: Path,
): MapProblem[] {
  const path = [...at, 'erase', 'unlessReferredBy'];
  if (rule.unlessReferredBy.length > 0 && collection.key.length > 1) {
    return [{ path, message: 'expected a collection whose key is one column' }];
  }
  return rule.unlessReferredBy.flatMap(({ collection: id }, index) => {
    const known = map.collections.some((other) => other.id === id);
    const message = `expected the id of a collection, not "${id}"`;
    return known ? [] : [{ path: [...path, index, 'collection'], message }];
  });
}
