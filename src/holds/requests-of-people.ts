import { type EntityManager } from 'typeorm';
import { type KnownPeople } from '../persons/persons-by-address.js';

/** Lent by the room of requests, which lies above. */
export abstract class RequestsOfPeople {
  /** Every request of one of these people, or under one of these addresses. @param addresses folded */
  abstract find(
    manager: EntityManager,
    people: KnownPeople,
    addresses: readonly string[],
  ): Promise<readonly string[]>;
}
