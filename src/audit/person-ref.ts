import { type Actor, type AuditEntry, type PersonRef } from './audit-entry.js';

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

/** Whether both are the same person. */
export function isSame(one: PersonRef, other: PersonRef | undefined): boolean {
  return other !== undefined && one.type === other.type && one.id === other.id;
}

/** Everybody whom an event names: its actor and its subject, each once. */
export function personsIn({ actor, subject }: AuditEntry): PersonRef[] {
  const acting = personIn(actor);
  const about = subject !== undefined && !isSame(subject, acting) ? subject : undefined;
  return [acting, about].filter((person) => person !== undefined);
}
