import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { Persons } from '../../../src/persons/persons.js';
import { RequestRuns } from '../../../src/requests/request-runs.js';
import { RequestPortal } from './request-portal.js';

let portal: RequestPortal;

beforeAll(async () => {
  portal = await RequestPortal.start();
});

afterAll(() => portal.app.stop());

const approve = (reference: string) =>
  portal.admin.post(`/api/v1/admin/requests/${reference}/approve`).send({}).expect(200);

describe('the addresses that a person’s data are looked for by', () => {
  it('are those that are confirmed now, not the one that the request came with', async () => {
    const made = await portal.ofMember();
    await approve(made.reference);
    await portal.app.app.get(DataSource).transaction(async (manager) => {
      const persons = portal.app.app.get(Persons);
      const [{ person_id: id }] = await manager.query(
        `SELECT person_id FROM accounts WHERE username = 'rachid'`,
      );
      await persons.takeEmail(manager, id, 'rachid@other.example');
      await persons.endEmail(manager, id, 'rachid@readers.example');
    });
    const run = await portal.app.app.get(RequestRuns).begin(made.id);
    expect(run?.emails).toEqual(['rachid@other.example']);
  });

  it('are none where the guest’s only one became somebody else’s', async () => {
    const made = await portal.ofGuest('shared@readers.example');
    await approve(made.reference);
    await portal.app.app.get(DataSource).transaction(async (manager) => {
      const persons = portal.app.app.get(Persons);
      await persons.takeEmail(manager, await persons.create(manager), 'shared@readers.example');
    });
    await portal.work();
    expect(
      await portal.rows('SELECT state, failure FROM requests WHERE reference = $1', [made.reference]),
    ).toEqual([
      {
        state: 'failed',
        failure: [{ code: 'no-address', values: {} }],
      },
    ]);
    expect(await portal.rows('SELECT FROM bundle_objects WHERE request_id = $1', [made.id])).toEqual([]);
  });

  it('are what the office wrote down where nobody has proved anything yet', async () => {
    const form = {
      channel: 'letter',
      receivedAt: new Date(Date.now() - 1000).toISOString(),
      kind: 'export',
      email: 'letter@readers.example',
    };
    const { body } = await portal.admin.post('/api/v1/admin/requests').send(form).expect(201);
    await approve(body.reference);
    const [row] = await portal.rows<{ id: string }>('SELECT id FROM requests WHERE reference = $1', [
      body.reference,
    ]);
    const run = await portal.app.app.get(RequestRuns).begin(row?.id ?? '');
    expect(run?.emails).toEqual(['letter@readers.example']);
  });
});
