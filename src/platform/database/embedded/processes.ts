import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { basename } from 'node:path';
import { codeOf } from '../../errors/code-of.js';

/** A process, told apart from a later one that was given the same id. */
export interface ProcessMark {
  readonly pid: number;
  /** When it began, in whatever form the system tells it. */
  readonly began: string;
  /** Where its id means something: containers that share a folder count their processes apart. */
  readonly space: string;
}

/** This process. */
export function ownMark(): ProcessMark {
  return { pid: process.pid, began: beganOf(process.pid) ?? '', space: ownSpace() };
}

/** Whether the marked process runs, as far as can be seen from here. */
export function lives(mark: ProcessMark): boolean {
  return isNear(mark) && beganOf(mark.pid) === mark.began;
}

/** Whether this process could see the marked one. */
export function isNear(mark: ProcessMark): boolean {
  return mark.space === ownSpace();
}

/** Whether the system would not give this id to a new process, which is so even after an end that nobody took note of. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** Whether process `pid` is the postmaster of `cluster`: process ids are used again, so being alive says nothing. */
export function isPostmasterOf(cluster: string, pid: number): boolean {
  if (process.platform === 'linux') {
    const args = readOrNothing(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
    return basename(args[0] ?? '') === 'postgres' && args.includes(cluster);
  }
  const line = ask(pid, 'command=');
  return line !== undefined && line.includes('postgres') && line.includes(`-D ${cluster} `);
}

function beganOf(pid: number): string | undefined {
  return process.platform === 'linux' ? beganOnLinux(pid) : ask(pid, 'lstart=');
}

function ownSpace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Field 22 of /proc/<pid>/stat counts from the machine's start, so that start belongs to the mark. */
function beganOnLinux(pid: number): string | undefined {
  const stat = readOrNothing(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the program's name, in brackets, and may hold anything; fields are counted after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ended = fields[0] === 'Z' || fields[0] === 'X';
  return ended
    ? undefined
    : `${readOrNothing('/proc/sys/kernel/random/boot_id')?.trim() ?? ''}/${fields[19]}`;
}

function readOrNothing(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function ask(pid: number, column: string): string | undefined {
  try {
    const args = ['-ww', '-o', column, '-p', String(pid)];
    const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C' };
    return (
      execFileSync('ps', args, { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] }).trim() ||
      undefined
    );
  } catch {
    return undefined;
  }
}
