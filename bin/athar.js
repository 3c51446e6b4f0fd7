#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/src/cli.js', import.meta.url);
if (!existsSync(built)) {
  console.error('The portal is not built yet: run `npm run build` first.');
  process.exit(1);
}
await import(built.href);
