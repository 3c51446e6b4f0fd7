import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { type Readable, type Writable } from 'node:stream';
import { buildApp } from './built-app.js';

/**
 * A process that numbers and signs, round after round. It tells each step, which is a statement or a change of a file, before
 * and after; and kills itself at the one that it is asked to. Without one it ends after a round that signed something.
 */
const SEQUENCER = `
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { AuditLog } from './src/audit/audit-log.js';
import { AuditSequencer } from './src/audit/audit-sequencer.js';
import { Checkpoints } from './src/audit/tree/checkpoints.js';
import { CheckpointStore } from './src/audit/tree/checkpoint-store.js';
import { Clock } from './src/platform/clock/clock.js';
import { Keyring } from './src/platform/crypto/keyring.js';
import { openStore } from './src/platform/storage/open-store.js';

let begun = false;
let dieAt;
const seen = new Map();
const tell = (line) => fs.writeSync(1, line + '\\n');
const die = () => process.kill(process.pid, 'SIGKILL');
const reached = (step) => {
  if (!begun) return false;
  const nth = (seen.get(step) ?? 0) + 1;
  seen.set(step, nth);
  if (dieAt === undefined) tell(step + ' ' + nth);
  return dieAt === step + ' ' + nth;
};
const nameOf = (sql) => /audit_\\w+\\(|EXISTS|FROM \\w+|epoch_opened/.exec(sql)?.[0].replace(/\\W+/g, '_') ?? 'statement';

const query = pg.Client.prototype.query;
pg.Client.prototype.query = function (...given) {
  const text = given[0]?.text ?? given[0];
  if (typeof text !== 'string' || !begun) return query.apply(this, given);
  const name = 'sql:' + nameOf(text);
  if (reached('before ' + name)) die();
  const sent = reached('amid ' + name);
  const back = given.findIndex((argument) => typeof argument === 'function');
  const after = () => reached('after ' + name) && die();
  if (back >= 0) {
    const real = given[back];
    given[back] = (...answer) => { after(); real(...answer); };
  }
  const answer = query.apply(this, given);
  if (sent) setTimeout(die, 2);
  return back >= 0 ? answer : answer.then((rows) => { after(); return rows; });
};
for (const name of ['mkdir', 'rename', 'rm']) {
  const real = fs.promises[name];
  fs.promises[name] = async (...given) => {
    if (reached('before file:' + name)) die();
    const answer = await real(...given);
    if (reached('after file:' + name)) die();
    return answer;
  };
}
const write = fs.createWriteStream;
fs.createWriteStream = (...given) => {
  const stream = write(...given);
  stream.once('open', () => reached('before file:write') && die());
  stream.once('close', () => reached('after file:write') && die());
  return stream;
};
syncBuiltinESMExports();

const { DATABASE, FOLDER, SECRET } = process.env;
const source = await new DataSource({ type: 'postgres', url: DATABASE, poolSize: 2 }).initialize();
const store = new CheckpointStore(await openStore({ dataDir: FOLDER }));
const clock = new Clock();
const sequencer = new AuditSequencer(source);
const checkpoints = new Checkpoints(source, new Keyring(Buffer.from(SECRET, 'hex')), clock, store, new AuditLog(clock));
await source.query('SELECT 1');
tell('ready');
for await (const line of createInterface(process.stdin)) {
  dieAt = line === '' ? undefined : line;
  break;
}
begun = true;
for (let signed = 0; dieAt !== undefined || signed < 2; ) {
  await sequencer.catchUp();
  await checkpoints.compareWithStore();
  if ((await checkpoints.sign()) !== undefined) signed += 1;
}
process.exit(0);
`;

/** Where such a process works. */
export interface SequencerPlace {
  readonly url: string;
  readonly folder: string;
  /** The 32 bytes of the secret. */
  readonly secret: Buffer;
}

/** Processes that number and sign, one after the other. */
export class KilledSequencers {
  private readonly built = buildApp();
  private waiting: Sequencer | undefined;

  constructor(private readonly place: SequencerPlace) {
    writeFileSync(join(this.built.folder, 'sequencer.js'), SEQUENCER);
    this.waiting = this.start();
  }

  /** Runs a round to its end. @returns its steps in their order */
  steps(): Promise<string[]> {
    return this.take().run('');
  }

  /** Lets a process die at a step. @throws Error where it ended otherwise */
  async killAt(step: string): Promise<void> {
    await this.take().run(step);
  }

  async end(): Promise<void> {
    await this.waiting?.kill();
    this.built.remove();
  }

  /** The next one starts while this one works: its start is what takes time. */
  private take(): Sequencer {
    const taken = this.waiting ?? this.start();
    this.waiting = this.start();
    return taken;
  }

  private start(): Sequencer {
    return new Sequencer(this.built.folder, this.place);
  }
}

class Sequencer {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly lines: Interface;
  private readonly told: string[] = [];
  private readonly ready: Promise<unknown>;
  private readonly ended: Promise<unknown[]>;

  constructor(cwd: string, { url, folder, secret }: SequencerPlace) {
    const env = { ...process.env, DATABASE: url, FOLDER: folder, SECRET: secret.toString('hex') };
    this.child = spawn(process.execPath, ['sequencer.js'], { cwd, env, stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = createInterface(this.child.stdout);
    this.ready = once(this.lines, 'line');
    this.lines.on('line', (line) => this.told.push(line));
    this.ended = once(this.child, 'close');
  }

  async run(dieAt: string): Promise<string[]> {
    await Promise.race([this.ready, this.ended]);
    this.child.stdin.end(`${dieAt}\n`);
    const [code, signal] = await this.ended;
    if (dieAt === '' ? code !== 0 : signal !== 'SIGKILL')
      throw new Error(`The process ended by ${String(signal ?? code)} instead of "${dieAt}".`);
    return this.told.slice(1);
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
