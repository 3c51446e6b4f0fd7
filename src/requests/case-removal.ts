import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { AuditPseudonyms } from '../audit/audit-pseudonyms.js';
import { Persons } from '../persons/persons.js';

/** Removes whole cases. */
@Injectable()
export class CaseRemoval {
  constructor(
    private readonly persons: Persons,
    private readonly pseudonyms: AuditPseudonyms,
  ) {}

  /** Their bundles' rows and sessions, which other rooms own, go with the cases. @returns how many of what went */
  async remove(manager: EntityManager, ids: readonly string[]): Promise<Record<string, number>> {
    const people = await deleteFrom<{ person_id: string | null }>(
      manager,
      'request_subject',
      ids,
      'person_id',
    );
    const messages = await deleteFrom(manager, 'request_messages', ids);
    const notes = await deleteFrom(manager, 'request_notes', ids);
    const steps = await deleteFrom(manager, 'request_steps', ids);
    const decisions = await deleteFrom(manager, 'request_decisions', ids);
    await deleteFrom(manager, 'request_tokens', ids);
    await manager.query('DELETE FROM requests WHERE id = ANY ($1)', [ids]);
    const persons = people.map(({ person_id: id }) => id).filter((id) => id !== null);
    const guests = await this.persons.removeUnused(manager, persons);
    // What the log holds of a guest belongs to their case; nothing would lead to it any more.
    await this.pseudonyms.forget(
      manager,
      ids.map((id) => ({ type: 'request', id })),
    );
    return {
      requests: ids.length,
      people: people.length,
      guests,
      messages: messages.length,
      notes: notes.length,
      steps: steps.length,
      decisions: decisions.length,
    };
  }
}

type CaseTable =
  | 'request_subject'
  | 'request_messages'
  | 'request_notes'
  | 'request_steps'
  | 'request_decisions'
  | 'request_tokens';

async function deleteFrom<Row>(
  manager: EntityManager,
  table: CaseTable,
  ids: readonly string[],
  column: 'request_id' | 'person_id' = 'request_id',
): Promise<Row[]> {
  const [rows] = await manager.query<[Row[], number]>(
    `DELETE FROM ${table} WHERE request_id = ANY ($1) RETURNING ${column}`,
    [ids],
  );
  return rows;
}
