import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { ButtonForm, ErrorSummary, markedTitle } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice, Pager } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { ImageForm } from './image-form.js';

export interface ListedImage {
  readonly id: string;
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly description: string;
  readonly toldPlace: boolean;
}

export interface ImagesView {
  readonly frame: PageFrame;
  readonly images: readonly ListedImage[];
  readonly first: boolean;
  readonly next?: string;
  readonly description: string;
  readonly errors: readonly FieldError[];
}

/** Images for articles: each with the line that shows it in one. */
export function ImagesPage({ frame, images, first, next, description, errors }: ImagesView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('images.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('images.title')}</h1>
      <p class="lead">{say('images.text')}</p>
      <ImageForm frame={frame} path="/admin/images" errors={errors}>
        <TextField
          name="description"
          label={say('images.description')}
          hint={say('images.description.hint')}
          value={description}
          errors={errors}
        />
      </ImageForm>
      <h2>{say('images.all')}</h2>
      {images.length === 0 && <p>{say('images.none')}</p>}
      <ul class="images">
        {images.map((image) => (
          <ImageEntry key={image.id} frame={frame} image={image} />
        ))}
      </ul>
      <Pager
        frame={frame}
        query={new URLSearchParams()}
        first={first}
        next={next}
        nextText={say('images.earlier')}
      />
    </Layout>
  );
}

function ImageEntry({ frame, image }: { frame: PageFrame; image: ListedImage }) {
  const say = wordsOf(frame);
  return (
    <li>
      <img
        src={image.path}
        width={image.width}
        height={image.height}
        alt={image.description}
        loading="lazy"
      />
      <div>
        <p dir="auto">{image.description}</p>
        {image.toldPlace && <Notice tone="warn">{say('picture.toldPlace')}</Notice>}
        <p>
          {say('images.line')} <Ltr>{image.path}</Ltr>
        </p>
        <ButtonForm frame={frame} path={`/admin/images/${image.id}/delete`} look="danger">
          {say('images.delete')}
        </ButtonForm>
      </div>
    </li>
  );
}
