/** Characters that start or end a run of text of forced direction; in a value from outside they could reorder what follows. */
const OVERRIDES = /[\u202a-\u202e]/gu;
const EVERY_CONTROL = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;

const LRI = '\u2066';
const FSI = '\u2068';
const PDI = '\u2069';

/** `value` kept apart from the sentence around it and read left to right: an address, an IP, a reference. */
export function leftToRight(value: string): string {
  return `${LRI}${value.replace(EVERY_CONTROL, '')}${PDI}`;
}

/** `value` kept apart from the sentence around it, in its own direction: a name somebody typed. */
export function isolated(value: string): string {
  return `${FSI}${value.replace(EVERY_CONTROL, '')}${PDI}`;
}

/** Text of a sentence without forced direction; isolates stay, since the words around a value are written with them. */
export function withoutOverrides(text: string): string {
  return text.replace(OVERRIDES, '');
}
