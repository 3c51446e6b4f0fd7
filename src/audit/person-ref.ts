import { type Actor, type PersonRef } from './audit-entry.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The actor where that is a person, who then has a pseudonym. */
export function personIn(actor: Actor): PersonRef | undefined {
  return 'id' in actor ? actor : undefined;
}

/** Equal for two refs to the same person. */
export function refKey(ref: PersonRef): string {
  return `${ref.type} ${ref.id}`;
}
