import { type EntityManager } from 'typeorm';

/** Told of each release, in its transaction. Holds know nothing of what they kept from happening: a room above does. */
export abstract class HoldReleaseListener {
  abstract released(manager: EntityManager, holdId: string): Promise<void>;
}
