import 'reflect-metadata';
import { DEMO_PASSWORD, DEMO_SETTINGS } from './demo/demo-settings.js';
import { seedDemo } from './demo/seed-demo.js';
import { run } from './run.js';

await run({
  demo: true,
  defaults: DEMO_SETTINGS,
  prepare: seedDemo,
  ready: (config) => {
    console.log(`
The demo is at   ${config.baseUrl}
Its mailbox is   ${config.baseUrl}/mailbox
Its API is       ${config.baseUrl}/api/docs

Sign in as       member, admin1, admin2 or auditor
with password    ${DEMO_PASSWORD}

Ctrl-C stops it. Everything lies under ${config.dataDir}; delete that folder to begin anew.
`);
  },
});
