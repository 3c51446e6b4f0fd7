import { type EntityManager } from 'typeorm';
import { type SubjectRequest } from './subject-request.js';

/**
 * Told when a person takes back what is left of their erasure, in the transaction that withdraws it. Lent by the room of
 * erasures, which lies above and alone knows what is left.
 */
export abstract class TakeBackListener {
  /** @param accountId of whoever takes it back, where they had an account */
  abstract takenBack(
    manager: EntityManager,
    request: SubjectRequest,
    accountId: string | undefined,
  ): Promise<void>;
}
