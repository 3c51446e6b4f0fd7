import { type Begun } from '../begun.js';
import { type ErasureScope } from '../erasing.js';
import { type DataMap } from '../map/data-map.js';
import { type CompiledErasure, compileErasure } from './compiled-erasing.js';
import { type CompiledMap, compileMap } from './compiled-map.js';
import { eraseMismatches } from './erase-mismatches.js';
import { type LiveSchema } from './live-schema.js';

/** A data map with the live schema that it fits. Each statement is made once: none holds a value. */
export class FittedMap {
  private readonly reads = new Map<string, CompiledMap>();
  private readonly erasures = new Map<string, CompiledErasure>();
  private unfit?: readonly string[];

  /** @param live has every table and column that the map names (see `mapMismatches`) */
  constructor(
    private readonly map: DataMap,
    readonly live: LiveSchema,
  ) {}

  reading(begun?: Begun): CompiledMap {
    return made(this.reads, `${begun?.undated}`, () => compileMap(this.map, this.live, begun));
  }

  /** Call it where `eraseMismatches` are none. */
  erasing(scope: ErasureScope): CompiledErasure {
    const kind = `${scope.comments} ${scope.begun?.undated} ${scope.before !== undefined}`;
    return made(this.erasures, kind, () => compileErasure(this.map, this.live, scope));
  }

  /** What keeps the source from being erased in. */
  eraseMismatches(): readonly string[] {
    this.unfit ??= eraseMismatches(this.map, this.live);
    return this.unfit;
  }
}

function made<T>(all: Map<string, T>, kind: string, make: () => T): T {
  const found = all.get(kind) ?? make();
  all.set(kind, found);
  return found;
}
