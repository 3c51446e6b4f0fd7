import { transformFileSync } from '@swc/core';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SWC_OPTIONS } from './swc-options.js';

const ROOT = join(import.meta.dirname, '../..');

/** The portal as plain JavaScript in a folder of its own, for processes that a test kills. */
export interface BuiltApp {
  readonly folder: string;
  remove(): void;
}

export function buildApp(): BuiltApp {
  const folder = mkdtempSync(join(tmpdir(), 'athar-built-'));
  for (const part of ['src', 'migrations']) {
    for (const name of readdirSync(join(ROOT, part), { recursive: true, encoding: 'utf8' })) {
      put(join(part, name), folder);
    }
  }
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function put(path: string, folder: string): void {
  const source = join(ROOT, path);
  const code = /\.tsx?$/.exec(path);
  if (code !== null) {
    const target = join(folder, path.replace(/\.tsx?$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, transformFileSync(source, OPTIONS).code);
  } else if (/\.[a-z]+$/.test(path)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(source, join(folder, path));
  }
}

const OPTIONS = {
  swcrc: false,
  jsc: SWC_OPTIONS,
  module: { type: 'es6' },
} as const;
