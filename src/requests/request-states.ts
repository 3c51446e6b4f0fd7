import { Injectable } from '@nestjs/common';
import { type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Clock } from '../platform/clock/clock.js';
import { conflict, notFound } from '../platform/http/problem.js';
import { CLOSED_STATES, type RequestState, type RequestStep, type StepActor } from './request-kinds.js';
import { SubjectRequest } from './subject-request.js';

/** Columns that may change together with the state. */
export type RequestChanges = Partial<
  Pick<
    SubjectRequest,
    | 'approvals'
    | 'ground'
    | 'explanation'
    | 'failure'
    | 'receivedAt'
    | 'scheduledFor'
    | 'scope'
    | 'told'
    | 'toldAt'
  >
>;

/** The only writer of a request's state. The way itself is checked by the database's table of transitions. */
@Injectable()
export class RequestStates {
  constructor(private readonly clock: Clock) {}

  /** Locks the request until the caller's transaction ends. @throws Problem 404 */
  async lock(manager: EntityManager, id: string): Promise<SubjectRequest> {
    const request = await manager.findOne(SubjectRequest, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (request === null) throw notFound();
    return request;
  }

  /** As `lock`, by reference. */
  async lockByReference(manager: EntityManager, reference: string): Promise<SubjectRequest> {
    const request = await manager.findOne(SubjectRequest, {
      where: { reference },
      lock: { mode: 'pessimistic_write' },
    });
    if (request === null) throw notFound();
    return request;
  }

  /** Refuses unless the locked request is in one of `states`. @throws Problem 409 that names the state it is in */
  expect(request: SubjectRequest, ...states: readonly RequestState[]): void {
    if (states.includes(request.state)) return;
    throw conflict(
      'wrong-state',
      `The request is ${request.state}; this can be done while it is ${states.join(' or ')}.`,
    );
  }

  /** Moves a locked request on and writes the step into its timeline. */
  async move(
    manager: EntityManager,
    request: SubjectRequest,
    to: RequestState,
    step: { readonly step: RequestStep; readonly actor: StepActor },
    changes: RequestChanges = {},
  ): Promise<void> {
    const closedAt = CLOSED_STATES.includes(to) ? this.clock.now() : null;
    const update = { ...changes, state: to, closedAt };
    await manager.update(SubjectRequest, { id: request.id }, update);
    Object.assign(request, update);
    await this.note(manager, request, step.step, step.actor);
  }

  /**
   * Writes a step into the timeline without a change of state. Its id is made here: those of one process go up within a
   * millisecond too, so that an approval and the wait that comes of it stay in their order.
   */
  async note(
    manager: EntityManager,
    request: SubjectRequest,
    step: RequestStep,
    actor: StepActor,
  ): Promise<void> {
    await manager.query(
      'INSERT INTO request_steps (id, request_id, at, step, state, actor) VALUES ($1, $2, $3, $4, $5, $6)',
      [uuidv7(), request.id, this.clock.now(), step, request.state, actor],
    );
  }
}
