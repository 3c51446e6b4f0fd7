import { AsWritten } from '../../layout/as-written.js';

/** The text of an article, in its paragraphs. */
export function ArticleBody({ body }: { body: string }) {
  const paragraphs = body.split(/(?:\r?\n){2,}/).filter((text) => text.trim() !== '');
  return (
    <div class="article-body">
      {paragraphs.map((text, index) => (
        <AsWritten key={index} text={text} />
      ))}
    </div>
  );
}
