import 'reflect-metadata';
import { Command } from 'commander';
import { z } from 'zod';
import { auditCommand } from './cli/audit-command.js';
import { erasureCommand } from './cli/erasure-command.js';
import { jobsCommand } from './cli/jobs-command.js';
import { requestCommand } from './cli/request-command.js';
import { sourceCommand } from './cli/source-command.js';
import { userCommand } from './cli/user-command.js';
import { ConfigProblems } from './platform/config/config.js';
import { Problem } from './platform/http/problem.js';

const program = new Command('athar')
  .description('What an operator does at the shell: accounts, sources, requests, erasures, the log, jobs.')
  .showHelpAfterError();
userCommand(program);
sourceCommand(program);
requestCommand(program);
erasureCommand(program);
auditCommand(program);
jobsCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  for (const line of sentences(error)) console.error(line);
  process.exitCode = 1;
}

/** What went wrong, for an operator. */
function sentences(error: unknown): readonly string[] {
  if (error instanceof ConfigProblems) return error.problems;
  if (error instanceof z.ZodError) return error.issues.map((issue) => issue.message);
  if (error instanceof Problem && error.errors.length > 0) {
    return error.errors.map(({ pointer, message }) => `${pointer.slice(1)}: ${message}`);
  }
  return [error instanceof Error ? error.message : String(error)];
}
