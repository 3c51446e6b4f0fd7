import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs a module in a process of its own, so that its memory is measured apart from everything before it.
 * @param settings given in the environment, since addresses hold passwords
 * @returns what the module hands to `answer`
 */
export function runChild<Answer>(module: URL, settings: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(module, { env: { ...process.env, ...settings }, execArgv: [] });
    let answered: Answer | undefined;
    child.once('message', (message) => {
      answered = message as Answer;
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0 && answered !== undefined) resolve(answered);
      else reject(new Error(`A run of the benchmark ended with code ${code} and no answer.`));
    });
  });
}

/** In the child: hands the result to the parent and lets the process end. */
export function answer(result: object): void {
  process.send?.(result, () => process.disconnect());
}

export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set.`);
  return value;
}

/** The most memory that this process held at once, in bytes. */
export function peakMemory(): number {
  const most = process.resourceUsage().maxRSS * 1024;
  if (process.platform !== 'linux') return most;
  // What `maxRSS` counts includes the parent before the fork; the kernel's own mark starts with the program.
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return found === null ? most : Number(found[1]) * 1024;
}
