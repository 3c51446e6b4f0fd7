import 'reflect-metadata';
import { DEMO_PASSWORD, DEMO_SETTINGS } from './demo/demo-settings.js';
import { seedDemo } from './demo/seed-demo.js';
import { settleDemo } from './demo/settle.js';
import { ConfigProblems, readConfig } from './platform/config/config.js';
import { notedAddress } from './platform/config/served-address.js';
import { isRunning } from './platform/database/embedded/embedded.js';
import { REGIME_CODES } from './policy/regimes.js';
import { run } from './run.js';

const say = (line: string): void => console.log(line);

/** Why a second start in the same folder would only get into the way of the first. */
async function whyNot(): Promise<string | undefined> {
  try {
    const config = readConfig({ ...DEMO_SETTINGS, ...process.env }, REGIME_CODES, true);
    const { dataDir } = config;
    if (config.databaseUrl !== undefined || !(await isRunning(dataDir))) return undefined;
    const address = notedAddress(config);
    return address === undefined
      ? `The demo in ${dataDir} is in use already: another start fills it, or a command works on it. Wait for that to end.`
      : `The demo in ${dataDir} is running already, at ${address}. Stop it there, or set PORT and ATHAR_DATA_DIR for a second one.`;
  } catch (error) {
    // Starting tells it in full.
    if (error instanceof ConfigProblems) return undefined;
    throw error;
  }
}

const reason = await whyNot();
if (reason !== undefined) {
  process.stderr.write(`${reason}\n`);
  process.exitCode = 1;
} else {
  say('Starting the demo ...');
  await run({
    demo: true,
    defaults: DEMO_SETTINGS,
    prepare: (app) => seedDemo(app, say),
    ready: async (config, _port, app) => {
      await settleDemo(app);
      say(`
The demo is at   ${config.baseUrl}
Its mailbox is   ${config.baseUrl}/mailbox
Its API is       ${config.baseUrl}/api/docs

Sign in as       member, admin1, admin2 or auditor
with password    ${DEMO_PASSWORD}

One of its erasures stopped on purpose, so that there is a failed case to look at: the first start logs it as an error.

Ctrl-C stops it. Everything lies under ${config.dataDir}; delete that folder to begin anew.
`);
    },
  });
}
