import { type FieldError } from '../../layout/field-error.js';
import { ButtonForm, ErrorSummary, markedTitle } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { ImageForm } from './image-form.js';

export interface PictureView {
  readonly frame: PageFrame;
  /** The present one. */
  readonly picture?: {
    readonly path: string;
    readonly width: number;
    readonly height: number;
    readonly toldPlace: boolean;
  };
  readonly errors: readonly FieldError[];
}

/** A member's picture of themselves. */
export function PicturePage({ frame, picture, errors }: PictureView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={markedTitle(frame, say('picture.title'), errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{say('picture.title')}</h1>
      <p class="lead">{say('picture.text')}</p>
      {picture === undefined && <p>{say('picture.none')}</p>}
      {picture !== undefined && (
        <>
          {picture.toldPlace && <Notice tone="warn">{say('picture.toldPlace')}</Notice>}
          <p>
            <img
              class="picture"
              src={picture.path}
              width={picture.width}
              height={picture.height}
              alt={say('picture.alt')}
            />
          </p>
          <ButtonForm frame={frame} path="/account/picture/delete" look="danger">
            {say('picture.delete')}
          </ButtonForm>
        </>
      )}
      <h2>{say(picture === undefined ? 'picture.add' : 'picture.replace')}</h2>
      <ImageForm frame={frame} path="/account/picture" errors={errors} />
      <p class="mt-4">
        <a href={linkTo(frame, '/account')}>{say('account.back')}</a>
      </p>
    </Layout>
  );
}
