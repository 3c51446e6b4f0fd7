import { DIRECTION, LANGUAGE_TAG, type Locale } from '../../platform/i18n/locale.js';
import { escapeHtml, isolated } from './escape.js';

/** Every page carries its style and may load nothing, so that it opens offline and tells nobody that it was opened. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'";

const STYLE = `
:root{color-scheme:light dark;--ink:#1d2433;--quiet:#566072;--line:#d5dae3;--paper:#fff;--accent:#17557a}
@media (prefers-color-scheme:dark){:root{--ink:#e8ebf1;--quiet:#a3adbd;--line:#3a4354;--paper:#161a22;--accent:#8cc4e6}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:52rem;background:var(--paper);color:var(--ink);line-height:1.7;
font-family:"Noto Sans Arabic","Noto Sans","Segoe UI",Tahoma,"Geeza Pro",Arial,sans-serif}
h1{font-size:1.6rem;line-height:1.4}h2{font-size:1.2rem;margin-block:2.5rem .5rem}h3{font-size:1rem;margin-block:1.5rem .25rem}
a{color:var(--accent)}
nav{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;padding-block:.5rem;border-block:1px solid var(--line)}
table{width:100%;border-collapse:collapse}
th,td{padding:.4rem .5rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
td.n{font-variant-numeric:tabular-nums;text-align:end}th.n{text-align:end}
dl{margin:.5rem 0}dt{color:var(--quiet);font-size:.875rem}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
.site,.quiet{color:var(--quiet)}code{overflow-wrap:anywhere}
@media print{nav,.files{display:none}body{max-width:none;padding:0;color:#000;background:#fff;font-size:10pt}
h2,h3{break-after:avoid}thead{display:table-header-group}a{color:inherit;text-decoration:none}}
`.trim();

export interface PageHead {
  readonly locale: Locale;
  readonly title: string;
  readonly siteName: string;
  /** Rules of this page beside those of every page. */
  readonly style?: string;
}

/** Everything of a page before its content. */
export function pageTop(head: PageHead): string {
  return `<!doctype html>
<html lang="${LANGUAGE_TAG[head.locale]}" dir="${DIRECTION[head.locale]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(head.title)}</title>
<style>${STYLE}${head.style ?? ''}</style>
</head>
<body>
<p class="site">${isolated(head.siteName)}</p>
`;
}

export const PAGE_BOTTOM = '</body>\n</html>\n';

/** A number with the language's own grouping, always in Latin digits. */
export function writtenNumber(number: number, locale: Locale): string {
  return new Intl.NumberFormat(LANGUAGE_TAG[locale], { numberingSystem: 'latn' }).format(number);
}
