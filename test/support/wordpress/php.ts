import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PHP = '/usr/bin/php';
const NEEDED = ['mysqli', 'gd', 'zip', 'exif'];

/** Milliseconds that its server may take to answer, on a busy machine. */
const PATIENCE = 60_000;

/** Whether PHP is there with all that WordPress is asked to do. */
export function hasPhp(): boolean {
  if (!existsSync(PHP)) return false;
  const loaded = execFileSync(PHP, ['-m'], { encoding: 'utf8' }).split('\n');
  return NEEDED.every((name) => loaded.includes(name));
}

/** PHP at work in one folder: mails go nowhere, warnings are shown and logged. */
export class Php {
  private serving?: ChildProcess;

  /** @param log a file beside the folder */
  constructor(
    private readonly folder: string,
    private readonly log: string,
  ) {}

  /** Warnings and errors since the start. */
  get complaints(): string {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8') : '';
  }

  /** Runs a script beside this file. @returns what it prints @throws Error where it fails or complains */
  run(script: string, input = ''): Promise<string> {
    const path = fileURLToPath(new URL(script, import.meta.url));
    return new Promise((resolve, reject) => {
      const child = execFile(PHP, [...this.settings(), path, this.folder], (error, stdout, stderr) => {
        if (error === null && this.complaints === '') resolve(stdout);
        else reject(new Error(`${script}: ${stdout}${stderr}${this.complaints}`));
      });
      child.stdin?.end(input);
    });
  }

  /** Serves the folder on this port of loopback until `stop`; again does nothing. */
  async serve(port: number): Promise<void> {
    if (this.serving !== undefined) return;
    const child = spawn(PHP, [...this.settings(), '-S', `127.0.0.1:${port}`, '-t', this.folder], {
      stdio: 'ignore',
    });
    process.once('exit', () => child.kill('SIGKILL'));
    this.serving = child;
    for (const end = Date.now() + PATIENCE; ;) {
      try {
        await fetch(`http://127.0.0.1:${port}/readme.html`);
        return;
      } catch (error) {
        if (Date.now() > end || child.exitCode !== null) throw error;
        await after(50);
      }
    }
  }

  async stop(): Promise<void> {
    const { serving } = this;
    if (serving?.exitCode !== null) return;
    const exit = new Promise((resolve) => serving.once('exit', resolve));
    serving.kill('SIGKILL');
    await exit;
  }

  private settings(): string[] {
    const set = { sendmail_path: '/bin/true', display_errors: '1', log_errors: '1', error_log: this.log };
    return Object.entries(set).flatMap(([name, value]) => ['-d', `${name}=${value}`]);
  }
}
