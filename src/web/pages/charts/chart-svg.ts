const STYLE_SHEET = /<style\s*>[\s\S]*?<\/style>\s*/g;
const LIBRARY_MARKS = / (?:class|ecmeta_[a-z_]+)="[^"]*"/g;
const INLINE_STYLE = / style="([^"]*)"/g;

/**
 * A drawing as a document of its own: named for screen readers, and without styles, which the content security policy
 * would refuse where somebody opens the image by itself.
 */
export function finishSvg(drawing: string, title: string): string {
  const plain = drawing
    .replace(STYLE_SHEET, '')
    .replace(LIBRARY_MARKS, '')
    .replace(INLINE_STYLE, (_style, rules: string) => attributesOf(rules));
  const name = escapeXml(title);
  return plain.replace(/^<svg ([^>]*)>/, `<svg role="img" aria-label="${name}" $1><title>${name}</title>`);
}

/** `font-size:12px;font-weight:bold` as attributes, which SVG has for each of its properties. */
function attributesOf(rules: string): string {
  return rules
    .split(';')
    .map((rule) => rule.split(':'))
    .map(([property = '', value = '']) => [property.trim(), value.trim()])
    .filter(([property, value]) => property !== '' && value !== '')
    .map(([property, value]) => ` ${property}="${value}"`)
    .join('');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '');
}
