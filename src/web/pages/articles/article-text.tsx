import { AsWritten } from '../../layout/as-written.js';
import { Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

/** A part of an article as it is shown. */
export type ShownBlock =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'image';
      readonly path: string;
      readonly width: number;
      readonly height: number;
      readonly alt: string;
    }
  | ShownEmbed;

export interface ShownEmbed {
  readonly kind: 'embed';
  /** Its place among the article's embeds, from 1. */
  readonly number: number;
  readonly host: string;
  /** What the form to load it says: its number and its host, so that no other is loaded where the article changed. */
  readonly wish: string;
  readonly address: string;
  /** Present once the visitor agreed: what the frame shows. */
  readonly frame?: string;
}

export interface ArticleTextView {
  readonly frame: PageFrame;
  readonly blocks: readonly ShownBlock[];
  /** Where the form of an embed posts to. */
  readonly loadPath: string;
}

/** The text of an article with its images, and what it embeds of other sites: nothing is asked of those before the visitor agrees (P14). */
export function ArticleText({ frame, blocks, loadPath }: ArticleTextView) {
  const loaded = blocks.flatMap((block) =>
    block.kind === 'embed' && block.frame !== undefined ? [block.wish] : [],
  );
  return (
    <div class="article-body">
      {blocks.map((block, index) => {
        if (block.kind === 'text') return <AsWritten key={index} text={block.text} />;
        if (block.kind === 'image')
          return (
            <p key={index}>
              <img
                src={block.path}
                width={block.width}
                height={block.height}
                alt={block.alt}
                loading="lazy"
              />
            </p>
          );
        return block.frame === undefined ? (
          <Placeholder key={index} frame={frame} embed={block} loadPath={loadPath} loaded={loaded} />
        ) : (
          <EmbedFrame key={index} frame={frame} embed={block} />
        );
      })}
    </div>
  );
}

function Placeholder({
  frame,
  embed,
  loadPath,
  loaded,
}: {
  frame: PageFrame;
  embed: ShownEmbed;
  loadPath: string;
  loaded: readonly string[];
}) {
  const say = wordsOf(frame);
  const host = <Ltr>{embed.host}</Ltr>;
  return (
    <div class="embed" id={`embed-${embed.number}`}>
      <p>
        <Phrase frame={frame} text="embed.from" values={{ host }} />
      </p>
      <p>
        {say('embed.what')} <a href={linkTo(frame, '/privacy')}>{say('embed.policy')}</a>
      </p>
      <form method="post" action={`${linkTo(frame, loadPath)}#embed-${embed.number}`}>
        {[...loaded, embed.wish].map((wish) => (
          <input key={wish} type="hidden" name="load" value={wish} />
        ))}
        <Submit look="quiet">{say('embed.load', { host: embed.host })}</Submit>
      </form>
      <p>
        <a href={embed.address} rel="noreferrer noopener external">
          {say('embed.open')}
        </a>
      </p>
    </div>
  );
}

/** In a frame of its own that learns neither this page's address nor more than its own site. */
function EmbedFrame({ frame, embed }: { frame: PageFrame; embed: ShownEmbed }) {
  return (
    <div class="embed" id={`embed-${embed.number}`}>
      <iframe
        src={embed.frame}
        title={wordsOf(frame)('embed.title', { host: embed.host })}
        sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"
        referrerpolicy="no-referrer"
        allow="fullscreen"
      />
    </div>
  );
}
