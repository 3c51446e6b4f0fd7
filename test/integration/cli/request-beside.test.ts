import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../../support/zip.js';
import { Terminal } from './terminal.js';

let terminal: Terminal;

beforeAll(async () => {
  terminal = await Terminal.open({ ATHAR_ROLE: 'all' });
});

afterAll(() => terminal.close());

describe('a terminal beside a running server', () => {
  it('sees an erasure and an export through that are each done once', async () => {
    const email = await terminal.member('ghita', 'one', 'two');
    const path = join(terminal.folder, 'ghita.zip');
    const exported = await terminal.athar('request', 'export', '--email', email, '--out', path);
    expect((await unzip(readFileSync(path))).get('data/portal/comments.json')?.toString()).toContain('two');
    const erased = await terminal.athar('request', 'erase', '--email', email);
    const once = async (answer: string, action: string) =>
      (await terminal.events((await terminal.request(answer)).reference)).filter((event) =>
        event.startsWith(`${action} `),
      );
    expect(await once(exported, 'export.built')).toHaveLength(1);
    expect(await once(erased, 'request.completed')).toHaveLength(1);
    const [{ cleared } = {}] = await terminal.rows(
      `SELECT sum((detail ->> 'cleared')::int)::int AS cleared FROM audit_events WHERE detail ->> 'collection' = 'comments'`,
    );
    expect(cleared).toBe(2);
  });
});
