import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RequestStep } from '../../../src/requests/request-kinds.js';
import { RequestQueries } from '../../../src/requests/request-queries.js';
import { RequestStates } from '../../../src/requests/request-states.js';
import { RequestPortal } from './request-portal.js';

let portal: RequestPortal;

beforeAll(async () => {
  portal = await RequestPortal.start();
});

afterAll(() => portal.app.stop());

it('keeps steps in the order in which they were taken, however quickly they follow each other', async () => {
  const { app } = portal.app;
  const { id } = await portal.ofMember();
  const taken: RequestStep[] = ['submitted'];
  await portal.app.sql.transaction(async (manager) => {
    const request = await app.get(RequestStates).lock(manager, id);
    for (let pair = 0; pair < 40; pair += 1) {
      for (const step of ['approved', 'scheduled'] as const) {
        await app.get(RequestStates).note(manager, request, step, 'office');
        taken.push(step);
      }
    }
  });
  const timeline = await app.get(RequestQueries).timeline(id);
  expect(timeline.map(({ step }) => step)).toEqual(taken);
});
