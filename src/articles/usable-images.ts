import { type EntityManager } from 'typeorm';

/** Tells the images that articles may show; the room of media provides it. */
export abstract class UsableImages {
  /** Those among these ids, each of which stays one until the caller's transaction ends. */
  abstract among(manager: EntityManager, ids: readonly string[]): Promise<ReadonlySet<string>>;
}
