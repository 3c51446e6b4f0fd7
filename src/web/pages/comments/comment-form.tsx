import { AsWritten } from '../../layout/as-written.js';
import { CheckBox } from '../../layout/choices.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ButtonForm, Form, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Phrase, wordsOf } from '../../layout/phrase.js';

/** What a form for a comment holds, as it was typed or remembered. */
export interface CommentFields {
  readonly body: string;
  readonly name: string;
  readonly email: string;
  readonly website: string;
  readonly remember: boolean;
}

export interface CommentFormView {
  readonly path: string;
  /** The name under which a member comments; undefined for a guest, who gives one. */
  readonly member?: string;
  readonly fields: CommentFields;
  /** How long a guest is remembered who asks for it, written out. */
  readonly rememberedFor: string;
  /** Where a remembered guest is forgotten; undefined for one who is not remembered. */
  readonly forgetPath?: string;
  /** The comment that is answered. */
  readonly answered?: { readonly id: string; readonly author: string; readonly body: string };
  readonly most: number;
  readonly errors: readonly FieldError[];
}

/** The form for a comment, or for an answer to one. */
export function CommentFormSection({ frame, form }: { frame: PageFrame; form: CommentFormView }) {
  const say = wordsOf(frame);
  const { answered, member, forgetPath } = form;
  return (
    <section id="write">
      <h2>{answered === undefined ? say('comment.write') : say('comment.answer')}</h2>
      {answered !== undefined && <Answered frame={frame} form={form} answered={answered} />}
      {member !== undefined && (
        <p>
          <Phrase frame={frame} text="comment.asMember" values={{ name: <bdi>{member}</bdi> }} />
        </p>
      )}
      <Form frame={frame} path={form.path}>
        {answered !== undefined && <input type="hidden" name="parentId" value={answered.id} />}
        <TextArea
          name="body"
          label={say('comment.body')}
          value={form.fields.body}
          most={form.most}
          rows={6}
          errors={form.errors}
        />
        {member === undefined && <Guest frame={frame} form={form} />}
        <p class="quiet-text">
          <Phrase
            frame={frame}
            text="comment.notice"
            values={{ policy: <a href={linkTo(frame, '/privacy')}>{say('nav.privacy')}</a> }}
          />
        </p>
        <Submit>{say('comment.send')}</Submit>
      </Form>
      {forgetPath !== undefined && (
        <div class="forget">
          <p>{say('comment.remembered')}</p>
          <ButtonForm frame={frame} path={forgetPath}>
            {say('comment.forget')}
          </ButtonForm>
        </div>
      )}
    </section>
  );
}

function Answered({
  frame,
  form,
  answered,
}: {
  frame: PageFrame;
  form: CommentFormView;
  answered: NonNullable<CommentFormView['answered']>;
}) {
  return (
    <>
      <blockquote class="answered">
        <p class="comment-head">
          <strong>
            <bdi>{answered.author}</bdi>
          </strong>
        </p>
        <AsWritten text={answered.body} />
      </blockquote>
      <p>
        <a href={linkTo(frame, form.path)}>{wordsOf(frame)('comment.answerNone')}</a>
      </p>
    </>
  );
}

function Guest({ frame, form }: { frame: PageFrame; form: CommentFormView }) {
  const say = wordsOf(frame);
  const { fields, errors } = form;
  return (
    <>
      <TextField
        name="name"
        label={say('comment.name')}
        hint={say('comment.name.hint')}
        value={fields.name}
        autocomplete="name"
        errors={errors}
      />
      <TextField
        name="email"
        label={say('comment.email')}
        hint={say('comment.email.hint')}
        value={fields.email}
        type="email"
        autocomplete="email"
        errors={errors}
      />
      <TextField
        name="website"
        label={say('comment.website')}
        hint={say('comment.website.hint')}
        value={fields.website}
        type="url"
        autocomplete="url"
        required={false}
        errors={errors}
      />
      <CheckBox
        name="remember"
        label={say('comment.remember', { duration: form.rememberedFor })}
        hint={say('comment.remember.hint')}
        checked={fields.remember}
      />
    </>
  );
}
