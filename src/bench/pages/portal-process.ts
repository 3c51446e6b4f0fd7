import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** What the server says of one answer. */
export interface Measured {
  /** From the call's head to the answer's last byte, inside the server. */
  readonly milliseconds: number;
  /** Statements sent to the database, beginnings and ends of transactions among them. */
  readonly queries: number;
}

/** The portal in a process of its own, which measures itself. */
export class PortalProcess {
  private readonly waiting: ((measured: Measured) => void)[] = [];

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number,
  ) {
    child.on('message', (measured) => this.waiting.shift()?.(measured as Measured));
  }

  /** @param settings given in the environment, since addresses hold passwords */
  static async start(settings: Readonly<Record<string, string>>): Promise<PortalProcess> {
    const file = new URL('portal-run.js', import.meta.url);
    const child = fork(file, { env: { ...process.env, ...settings }, execArgv: [] });
    const failed = once(child, 'exit').then(() => {
      throw new Error('The portal did not start.');
    });
    const [{ port }] = (await Promise.race([once(child, 'message'), failed])) as [{ port: number }];
    failed.catch(() => undefined);
    return new PortalProcess(child, port);
  }

  /** What the server says of the next answer. */
  next(): Promise<Measured> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  async stop(): Promise<void> {
    const over = once(this.child, 'exit');
    this.child.send('stop');
    await over;
  }
}
