import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ErasureRounds } from '../../../src/erasures/erasure-rounds.js';
import { Sources } from '../../../src/sources/sources.js';
import { ErasureOffice } from './erasure-office.js';

const newsletter = {
  id: 'newsletter',
  kind: 'manual',
  title: { ar: 'النشرة', fr: 'Lettre', en: 'Newsletter' },
  concerns: ['erasure'],
};

/** Something that others wait for. */
function event() {
  let happens: () => void = () => undefined;
  const happened = new Promise<void>((resolve) => {
    happens = resolve;
  });
  return { happened, happens: () => happens() };
}

let office: ErasureOffice;

beforeAll(async () => {
  office = await ErasureOffice.open();
  Object.assign(office.portal.app.get(Sources), { byHand: [newsletter] });
});

afterAll(() => office.close());

it('an answer that comes while rows are erased lets that very run end, and begins no other', async () => {
  const rounds = office.portal.app.get(ErasureRounds);
  const erase = rounds.untilNothingIsLeft.bind(rounds);
  const [begun, answered] = [event(), event()];
  const runs = vi.spyOn(rounds, 'untilNothingIsLeft').mockImplementation(async (...run) => {
    begun.happens();
    if (runs.mock.calls.length === 1) await answered.happened;
    return erase(...run);
  });
  const reference = await office.ask(await office.member('amal', 2));
  await office.approve(reference);
  const first = office.run();
  await begun.happened;
  await office.admins[0]
    .post(`/api/v1/admin/requests/${reference}/checks/newsletter`)
    .send({ outcome: 'erased' })
    .expect(204);
  await office.run();
  expect(runs).toHaveBeenCalledTimes(1);
  answered.happens();
  await first;
  expect(runs).toHaveBeenCalledTimes(1);
  expect(await office.state(reference)).toBe('completed');
});
