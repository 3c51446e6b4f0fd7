import { type EntityManager } from 'typeorm';
import { conflict, notFound } from '../platform/http/problem.js';
import { Hold, holdState } from './hold.js';

/** @throws Problem 404 */
export async function findHold(manager: EntityManager, id: string): Promise<Hold> {
  const hold = await manager.findOneBy(Hold, { id });
  if (hold === null) throw notFound();
  return hold;
}

/** Locks the row until the caller's transaction ends. Where a gate is needed, it is closed before. @throws Problem 404 */
export async function lockHold(manager: EntityManager, id: string): Promise<Hold> {
  const hold = await manager.findOne(Hold, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (hold === null) throw notFound();
  return hold;
}

export async function changeHold(manager: EntityManager, hold: Hold, changes: Partial<Hold>): Promise<void> {
  await manager.update(Hold, { id: hold.id }, changes);
  Object.assign(hold, changes);
}

/** @throws Problem 409 */
export function refuseReleased(hold: Hold): void {
  if (holdState(hold) === 'released') throw conflict('released', 'The hold was released before.');
}
