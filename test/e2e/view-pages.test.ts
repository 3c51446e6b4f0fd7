import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueueViewSweep } from '../../src/requests/queue-views.js';
import { type Agent, TestApp } from '../support/app.js';

let portal: TestApp;
let amal: Agent;
let badr: Agent;

beforeAll(async () => {
  portal = await TestApp.start();
  for (const username of ['amal', 'badr']) await portal.account('admin', username);
  amal = await portal.signIn('amal');
  badr = await portal.signIn('badr');
});

afterAll(() => portal.stop());

const save = (agent: Agent, fields: Record<string, string>) =>
  agent.post('/admin/views').type('form').send(fields);
const names = async (agent: Agent): Promise<string[]> =>
  (await agent.get('/api/v1/admin/views').expect(200)).body.items.map(({ name }: { name: string }) => name);
const idOf = async (agent: Agent, name: string): Promise<string> =>
  (await agent.get('/api/v1/admin/views').expect(200)).body.items.find(
    (view: { name: string }) => view.name === name,
  ).id;

describe('a saved view', () => {
  it('is saved from the queue, listed with its filters, and opened as a link', async () => {
    const queue = await amal.get('/admin/requests?kind=erasure&assignee=badr').expect(200);
    expect(queue.text).toContain('name="filters" value="kind=erasure&amp;assignee=badr"');
    const fields = { name: 'Badr’s erasures', filters: 'kind=erasure&assignee=badr&held=true' };
    const answer = await save(amal, fields).expect(303);
    expect(answer.headers.location).toBe('/admin/views?done=viewSaved');
    const { text } = await amal.get('/admin/views?done=viewSaved').expect(200);
    expect(text).toContain('The view is saved.');
    expect(text).toMatch(
      /href="\/admin\/requests\?kind=erasure&amp;assignee=badr&amp;held=true"><bdi>Badr’s erasures/,
    );
    expect(text).toContain('Kind: Erasure; Handled by: badr; Only people whom a hold names');
    const open = await amal.get('/admin/requests?kind=erasure&assignee=badr&held=true').expect(200);
    expect(open.text).toMatch(/aria-current="true"><bdi>Badr’s erasures/);
    const [row] = await portal.sql.query('SELECT filter::text AS filter FROM queue_views');
    expect(row.filter).not.toContain('badr');
  });

  it('is its admin’s alone, unless it is shared; then any admin deletes it', async () => {
    await save(amal, { name: 'Mine alone', filters: 'due=overdue' }).expect(303);
    await save(amal, { name: 'Of the office', filters: 'assignee=me', shared: 'true' }).expect(303);
    expect(await names(badr)).toEqual(['Of the office']);
    const shown = await badr.get('/admin/requests').expect(200);
    expect(shown.text).toContain('<bdi>Of the office</bdi>');
    expect(shown.text).not.toContain('Mine alone');
    const own = await idOf(amal, 'Mine alone');
    await badr.post(`/admin/views/${own}/delete`).expect(404);
    const shared = await idOf(badr, 'Of the office');
    await badr.post(`/admin/views/${shared}/delete`).expect(303);
    await amal.delete(`/api/v1/admin/views/${own}`).expect(204);
    expect(await names(amal)).toEqual(['Badr’s erasures']);
  });

  it('keeps nobody whom a case is about, and shows the form again with what was typed', async () => {
    const queue = await amal.get('/admin/requests?q=karim%40readers.example').expect(200);
    expect(queue.text).toContain('A view by reference or address cannot be saved');
    expect(queue.text).not.toContain('action="/admin/views"');
    const named = await save(amal, { name: 'karim@readers.example', filters: 'state=failed' }).expect(422);
    expect(named.text).toContain('<a href="#name">');
    expect(named.text).toContain('value="state=failed"');
    await save(amal, { name: 'By address', filters: 'q=karim%40readers.example' }).expect(422);
    await amal
      .post('/api/v1/admin/views')
      .send({ name: 'By text', filter: { q: 'karim' } })
      .expect(422);
    await amal
      .post('/api/v1/admin/views')
      .send({ name: 'Of a stranger', filter: { assignee: 'stranger' } })
      .expect(422);
    expect(await names(amal)).toEqual(['Badr’s erasures']);
  });

  it('passes its filter on to the API’s queue', async () => {
    const filter = { state: 'received,failed', assignee: 'me', second: 'true' };
    const { body } = await amal
      .post('/api/v1/admin/views')
      .send({ name: 'Script', filter, shared: true })
      .expect(201);
    expect(body).toMatchObject({ name: 'Script', filter, shared: true });
    await amal.get('/api/v1/admin/requests').query(body.filter).expect(200);
  });

  it('is deleted with its admin’s account, but for what all admins share', async () => {
    await portal.account('admin', 'leaving');
    const leaving = await portal.signIn('leaving');
    await save(leaving, { name: 'Taken along', filters: 'due=soon' }).expect(303);
    await save(leaving, { name: 'Left behind', filters: 'due=soon', shared: 'true' }).expect(303);
    await portal.sql.query(`DELETE FROM accounts WHERE username = 'leaving'`);
    await portal.app.get(QueueViewSweep, { strict: false }).run();
    const left = await portal.sql.query('SELECT name FROM queue_views ORDER BY id');
    expect(left.map(({ name }: { name: string }) => name)).toEqual([
      'Badr’s erasures',
      'Script',
      'Left behind',
    ]);
    expect(await names(amal)).toContain('Left behind');
  });

  it('is one of at most 30 that an admin keeps', async () => {
    for (let kept = (await names(badr)).length; kept < 32; kept += 1)
      await save(badr, { name: `View ${kept}`, filters: 'due=soon' }).expect(303);
    await save(badr, { name: 'One too many', filters: 'due=soon' }).expect(409);
    await save(badr, { name: 'Shared', filters: 'due=soon', shared: 'true' }).expect(303);
  });
});
