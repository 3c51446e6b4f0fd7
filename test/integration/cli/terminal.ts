import { Command } from 'commander';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { auditCommand } from '../../../src/cli/audit-command.js';
import { erasureCommand } from '../../../src/cli/erasure-command.js';
import { requestCommand } from '../../../src/cli/request-command.js';
import { sourceCommand } from '../../../src/cli/source-command.js';
import { TestApp } from '../../support/app.js';

/** A portal, and an operator's terminal on its machine. */
export class Terminal {
  /** Where files are written to. */
  readonly folder = mkdtempSync(join(tmpdir(), 'athar-test-out-'));
  private readonly said: string[] = [];

  private constructor(readonly portal: TestApp) {}

  /** With two admins. A portal of the role `web` runs no task: the terminal has them for itself. */
  static async open(settings: NodeJS.ProcessEnv = {}): Promise<Terminal> {
    const portal = await TestApp.start(settings);
    await portal.account('admin', 'amal');
    await portal.account('admin', 'omar');
    await portal.sql.query(
      `INSERT INTO articles (slug, title, body, published_at) VALUES ('port', 'The port', 'Text', now())`,
    );
    for (const [name, value] of Object.entries(portal.env)) vi.stubEnv(name, value);
    const terminal = new Terminal(portal);
    const said = (...lines: unknown[]): void =>
      void terminal.said.push(
        ...lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))),
      );
    vi.spyOn(console, 'log').mockImplementation(said);
    vi.spyOn(console, 'table').mockImplementation(said);
    return terminal;
  }

  /** Types `athar ...`. @returns what it prints, tables as JSON; what it throws is what `athar` tells on standard error */
  async athar(...words: string[]): Promise<string> {
    const program = new Command();
    requestCommand(program);
    erasureCommand(program);
    sourceCommand(program);
    auditCommand(program);
    try {
      await program.parseAsync(words, { from: 'user' });
      return this.said.join('\n');
    } finally {
      this.said.splice(0);
    }
  }

  /** The row of the request that an answer names. */
  async request(answer: string): Promise<Record<string, unknown>> {
    const reference = /R-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(answer)?.[0];
    const [row] = await this.rows('SELECT * FROM requests WHERE reference = $1', reference);
    return row ?? {};
  }

  rows(sql: string, ...parameters: unknown[]): Promise<Record<string, unknown>[]> {
    return this.portal.sql.query(sql, parameters);
  }

  /** What the log says about a request, in its order. */
  async events(reference: unknown): Promise<string[]> {
    await this.portal.settleLog();
    const rows = await this.rows(
      'SELECT action, actor_type AS actor FROM audit_events WHERE reference = $1 ORDER BY seq',
      reference,
    );
    return rows.map(({ action, actor }) => `${String(action)} by ${String(actor)}`);
  }

  /** A member who wrote comments. */
  async member(username: string, ...bodies: string[]): Promise<string> {
    await this.portal.account('member', username);
    const agent = await this.portal.signIn(username);
    for (const body of bodies) await agent.post('/api/v1/articles/port/comments').send({ body }).expect(201);
    return `${username}@readers.example`;
  }

  files(): string[] {
    return readdirSync(this.folder);
  }

  async close(): Promise<void> {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await this.portal.stop();
    rmSync(this.folder, { recursive: true });
  }
}
