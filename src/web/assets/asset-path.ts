import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const own = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const font = (family: string, weight: 400 | 600, subset: string): string => {
  const folder = dirname(require.resolve(`@fontsource/${family}/package.json`));
  return join(folder, 'files', `${family}-${subset}-${weight}-normal.woff2`);
};

/** Every file that a page may ask for, by its name under `/assets/`. */
const FILES = {
  'site.css': own('site.css'),
  'icon.svg': own('icon.svg'),
  'tick.svg': own('tick.svg'),
  'bootstrap.css': require.resolve('bootstrap/dist/css/bootstrap.min.css'),
  'bootstrap.rtl.css': require.resolve('bootstrap/dist/css/bootstrap.rtl.min.css'),
  'htmx.js': require.resolve('htmx.org/dist/htmx.min.js'),
  'plex-arabic-400.woff2': font('ibm-plex-sans-arabic', 400, 'arabic'),
  'plex-arabic-600.woff2': font('ibm-plex-sans-arabic', 600, 'arabic'),
  'plex-latin-400.woff2': font('ibm-plex-sans', 400, 'latin'),
  'plex-latin-600.woff2': font('ibm-plex-sans', 600, 'latin'),
  'naskh-600.woff2': font('noto-naskh-arabic', 600, 'arabic'),
} as const;

export type AssetName = keyof typeof FILES;

interface Asset {
  readonly file: string;
  /** Changes with the bytes, so that a browser may keep the file for ever. */
  readonly version: string;
}

const assets = new Map<string, Asset>(
  Object.entries(FILES).map(([name, file]) => {
    const digest = createHash('sha256').update(readFileSync(file)).digest('base64url');
    return [name, { file, version: digest.slice(0, 12) }];
  }),
);

/** Where a page finds the file. */
export function assetPath(name: AssetName): string {
  return `/assets/${name}?v=${assets.get(name)?.version}`;
}

/** The file of this name, if pages use one. */
export function findAsset(name: string): Asset | undefined {
  return assets.get(name);
}
