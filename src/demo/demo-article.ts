import { type NestExpressApplication } from '@nestjs/platform-express';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { ArticleWriting } from '../articles/article-writing.js';
import { mediaPath } from '../media/media-row.js';
import { MediaUploads } from '../media/media-uploads.js';

const SLUG = 'tangier-harbour';
const HARBOUR = `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540">
  <rect width="960" height="540" fill="#f3d9b1"/><circle cx="720" cy="170" r="70" fill="#e8824a"/>
  <path d="M0 330 L220 220 L430 310 L640 240 L960 330 V540 H0 Z" fill="#7c6a5a"/>
  <rect y="360" width="960" height="180" fill="#2f6f8f"/>
  <path d="M380 400 H580 L545 445 H415 Z" fill="#7a2e22"/><path d="M480 270 V400 H390 Z" fill="#fffaf0"/>
</svg>`;
const MAP = 'https://www.openstreetmap.org/export/embed.html?bbox=-5.82%2C35.78%2C-5.79%2C35.80&layer=mapnik';

/** An article with an image and a map of another site, written by an admin as admins do; once. */
export async function writeDemoArticle(app: NestExpressApplication): Promise<void> {
  const database = app.get(DataSource);
  const [found] = await database.query<{ written: boolean; admin: string }[]>(
    `SELECT EXISTS (SELECT FROM articles WHERE slug = $1) AS written,
            (SELECT id FROM accounts WHERE username = 'admin1') AS admin`,
    [SLUG],
  );
  if (found === undefined || found.written) return;
  const editor = { accountId: found.admin, origin: {} };
  const image = await sharp(Buffer.from(HARBOUR)).png().toBuffer();
  const { id } = await app
    .get(MediaUploads)
    .forArticles(editor, image, 'رسم لمركب شراعي في خليج طنجة عند الغروب');
  const body = [
    'عاد الميناء القديم إلى المدينة: أرصفة للمشي، ومراكب صيد صغيرة، وسوق للسمك كل صباح.',
    mediaPath(id),
    'وتبين الخريطة أين يقع، لمن يوافق على عرضها.',
    MAP,
  ].join('\n\n');
  const form = { slug: SLUG, title: 'ميناء طنجة القديم في صورة وخريطة', body, published: true };
  await app.get(ArticleWriting).create(form, editor);
}
