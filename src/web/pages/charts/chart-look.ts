import { type ChartTone } from './chart.js';

/** The colours of `site.css`. An image has no part in the page's own variables and fonts. */
const INK = '#1c2430';
export const QUIET = '#545d69';
export const LINE = '#d9d6cd';
export const PAPER = '#ffffff';

export const FONT = {
  color: INK,
  fontFamily: "'Segoe UI', 'Noto Sans', 'Noto Sans Arabic', Tahoma, Arial, sans-serif",
  fontSize: 14,
};

const TONES: Readonly<Record<ChartTone, string>> = {
  accent: '#0b5462',
  warm: '#b4690e',
  good: '#1b6640',
  bad: '#9c1c24',
  quiet: QUIET,
};

const PALETTE: readonly string[] = [
  TONES.accent,
  TONES.warm,
  '#6b8f9c',
  '#4a3a6b',
  '#c99a2e',
  TONES.good,
  '#8c6b5a',
  TONES.quiet,
];

/** Pictures laid over the colour, so that bars are told apart without it; the first is plain. */
const DECALS = [
  undefined,
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  {
    symbol: 'circle',
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 0.6,
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: Math.PI / 4 },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: 0 },
  {
    symbol: 'triangle',
    dashArrayX: [
      [9, 9],
      [0, 9, 9, 0],
    ],
    dashArrayY: [7, 2],
    symbolSize: 0.75,
  },
  { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 6], rotation: Math.PI / 2 },
  {
    symbol: 'rect',
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
    symbolSize: 1,
  },
];
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'];
const DASHES: readonly ('solid' | 'dashed' | 'dotted')[] = ['solid', 'dashed', 'dotted'];

/** How the series of this place looks, in colour and without. */
export function lookOf(place: number, tone: ChartTone | undefined) {
  return {
    colour: tone === undefined ? (PALETTE[place % PALETTE.length] ?? INK) : TONES[tone],
    decal: decalOf(place),
    symbol: SYMBOLS[place % SYMBOLS.length] ?? 'circle',
    dash: DASHES[place % DASHES.length] ?? 'solid',
  };
}

function decalOf(place: number) {
  const decal = DECALS[place % DECALS.length];
  return decal === undefined ? undefined : { ...decal, color: 'rgba(255, 255, 255, 0.55)' };
}
