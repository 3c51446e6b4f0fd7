/**
 * Characters that mean something to HTML, that no page may hold (controls), or that reorder the text around them
 * (embeddings, overrides and isolates of bidirectional text).
 */
const SPECIAL = /[&<>"'\u202a-\u202e\u2066-\u2069]|[^\P{Cc}\n\t]/u;
const EVERY = new RegExp(SPECIAL, 'gu');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // Line ends of other systems.
  '\r': '',
};

/** `text` as the content of an element or of a quoted attribute. What cannot be shown as it is appears as its code. */
export function escapeHtml(text: string): string {
  return SPECIAL.test(text) ? text.replace(EVERY, shown) : text;
}

/** `text` inside a quoted string of a style sheet: everything but letters, digits and spaces as its code. */
export function escapeCss(text: string): string {
  return text.replace(/[^\p{L}\p{M}\p{N} ]/gu, (character) => `\\${character.codePointAt(0)?.toString(16)} `);
}

/** A short value among other text: whatever its direction is, it leaves its surroundings in order. */
export function isolated(text: string): string {
  return `<bdi>${escapeHtml(text)}</bdi>`;
}

function shown(character: string): string {
  return ENTITIES[character] ?? `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
