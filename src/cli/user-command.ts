import { type Command, Option } from 'commander';
import { text } from 'node:stream/consumers';
import { AccountsAdmin } from '../accounts/accounts-admin.js';
import { Problem } from '../platform/http/problem.js';
import { emailAddress } from '../platform/http/text-schemas.js';
import { notedAddress } from '../platform/config/served-address.js';
import { withInstance } from './instance.js';
import { LASTS } from '../policy/written.js';

interface CreateOptions {
  readonly role: 'member' | 'admin' | 'auditor';
  readonly username: string;
  readonly email: string;
  readonly passwordStdin?: boolean;
}

/** `athar user ...` */
export function userCommand(program: Command): void {
  program
    .command('user')
    .description('accounts')
    .command('create')
    .description('make an account whose address counts as confirmed')
    .addOption(
      new Option('--role <role>', 'what it may do')
        .choices(['member', 'admin', 'auditor'])
        .makeOptionMandatory(),
    )
    .requiredOption('--username <name>', 'its user name')
    .requiredOption('--email <address>', 'its e-mail address')
    .option(
      '--password-stdin',
      'read the password from standard input; without it a one-time link to set one is printed',
    )
    .action(create);
}

/** The refusals that speak to people who register, as an operator reads them. */
function inOperatorsWords(error: unknown): never {
  const code = error instanceof Problem ? error.code : undefined;
  if (code === 'username-taken') throw new Error('Another account has this user name; choose another.');
  if (code === 'already-confirmed') throw new Error('Another account has this address.');
  throw error;
}

async function create(options: CreateOptions): Promise<void> {
  const { role, username } = options;
  const email = emailAddress.parse(options.email);
  const password = options.passwordStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : undefined;
  await withInstance(async (app, config) => {
    const made = await app
      .get(AccountsAdmin)
      .create({ role, username, email, password })
      .catch(inOperatorsWords);
    console.log(`Account ${username} (${role}) is made.`);
    if (made.setUpToken !== undefined) {
      console.log(
        `Its password is set, once and within ${LASTS.setUpLink}, at:\n${notedAddress(config) ?? config.baseUrl}/set-up/${made.setUpToken}`,
      );
    }
  });
}
