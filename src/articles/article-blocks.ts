import { type Embed, embedOf } from './embed.js';

/** A part of an article's text, in its order. */
export type ArticleBlock =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'image'; readonly mediaId: string }
  | { readonly kind: 'embed'; readonly embed: Embed };

const IMAGE = /^\/media\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * The parts of a text: paragraphs, divided by empty lines, and what stands alone on a line: the address of an image of this
 * portal, or an `https` address of another site.
 */
export function articleBlocks(body: string): ArticleBlock[] {
  const blocks: ArticleBlock[] = [];
  let text: string[] = [];
  const endText = () => {
    if (text.length > 0) blocks.push({ kind: 'text', text: text.join('\n') });
    text = [];
  };
  for (const line of body.split(/\r?\n/)) {
    const shown = shownBy(line.trim());
    if (shown !== undefined || line.trim() === '') endText();
    else text.push(line);
    if (shown !== undefined) blocks.push(shown);
  }
  endText();
  return blocks;
}

function shownBy(line: string): ArticleBlock | undefined {
  const mediaId = IMAGE.exec(line)?.[1];
  if (mediaId !== undefined) return { kind: 'image', mediaId };
  const embed = embedOf(line);
  return embed && { kind: 'embed', embed };
}

/** The images and hosts that a text shows, each once. */
export function shownIn(body: string): { readonly mediaIds: string[]; readonly hosts: string[] } {
  const blocks = articleBlocks(body);
  const mediaIds = blocks.flatMap((block) => (block.kind === 'image' ? [block.mediaId] : []));
  const hosts = blocks.flatMap((block) => (block.kind === 'embed' ? [block.embed.host] : []));
  return { mediaIds: [...new Set(mediaIds)], hosts: [...new Set(hosts)] };
}
