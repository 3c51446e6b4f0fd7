import { type ErasureScope } from '../erasing.js';
import { type Finding } from '../finding.js';
import { type DataMap } from '../map/data-map.js';
import { type CompiledErasure, compileErasure } from './compiled-erasing.js';
import { type CompiledMap, compileMap } from './compiled-map.js';
import { eraseMismatches } from '../engine/erase-mismatches.js';
import { type LiveSchema } from '../engine/live-schema.js';
import { HOLDING } from './holding.js';
import { type CompiledUnconfirmed, compileUnconfirmed } from './unconfirmed-statements.js';
import { type AddressReach, type ApartReach } from './predicates.js';

/** A data map with the live schema that it fits. Each statement is made once: none holds a value. */
export class FittedMap {
  private readonly reads = new Map<string, CompiledMap>();
  private readonly erasures = new Map<string, CompiledErasure>();
  private readonly doubts = new Map<string, CompiledUnconfirmed>();
  private unfit?: readonly Finding[];

  /** @param live has every table and column that the map names (see `mapMismatches`) */
  constructor(
    private readonly map: DataMap,
    readonly live: LiveSchema,
  ) {}

  reading(reach: AddressReach): CompiledMap {
    return made(this.reads, kindOf(reach), () => compileMap(this.map, this.live, reach));
  }

  /** Call it where `eraseMismatches` are none. */
  erasing(scope: ErasureScope, apart: ApartReach = {}): CompiledErasure {
    const kind = `${scope.comments} ${kindOf({ begun: scope.begun, ...apart })} ${scope.before !== undefined}`;
    return made(this.erasures, kind, () => compileErasure(this.map, this.live, scope, apart));
  }

  /** How rows are found that may be somebody else's. */
  unconfirmed(left: AddressReach['left']): CompiledUnconfirmed {
    return made(this.doubts, kindOf({ left }), () => compileUnconfirmed(this.map, this.live, { left }));
  }

  /** What keeps the source from being erased in. */
  eraseMismatches(): readonly Finding[] {
    this.unfit ??= eraseMismatches(this.map, this.live, HOLDING);
    return this.unfit;
  }
}

function kindOf({ begun, left = [], notTheirs = [] }: AddressReach): string {
  return `${begun?.undated} ${left.toSorted().join(',')} ${notTheirs.toSorted().join(',')}`;
}

function made<T>(all: Map<string, T>, kind: string, make: () => T): T {
  const found = all.get(kind) ?? make();
  all.set(kind, found);
  return found;
}
