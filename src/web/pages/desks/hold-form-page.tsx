import { CATEGORIES, DATA_CATEGORIES } from '../../../policy/purposes.js';
import { HOLD_PURPOSES, HOLD_VISIBILITIES } from '../../../holds/hold.js';
import { type FieldError } from '../../layout/field-error.js';
import { type Choice, Choices, Select } from '../../layout/choices.js';
import { TextArea, TextField } from '../../layout/fields.js';
import { ErrorSummary, Form, markedTitle, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';
import { type TypedHold } from './hold-form.js';
import { visibilityName, visibilityText } from './holds-view.js';

/** The form to place a hold. */
export interface HoldFormView {
  readonly frame: PageFrame;
  readonly form: TypedHold;
  readonly sources: readonly Choice[];
  readonly collections: readonly Choice[];
  readonly errors: readonly FieldError[];
}

export function HoldFormPage(view: HoldFormView) {
  const { frame, errors } = view;
  const say = wordsOf(frame);
  const title = say('newHold.title');
  return (
    <Layout frame={frame} title={markedTitle(frame, title, errors)}>
      <ErrorSummary frame={frame} errors={errors} />
      <h1>{title}</h1>
      <p class="lead">{say('newHold.intro')}</p>
      <Form frame={frame}>
        <Why {...view} />
        <Scope {...view} />
        <Told {...view} />
        <input type="hidden" name="step" value="check" />
        <div class="actions">
          <Submit>{say('newHold.check')}</Submit>
          <a href={linkTo(frame, '/admin/holds')}>{say('desk.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}

function Why({ frame, form, errors }: HoldFormView) {
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('newHold.why')}</h2>
      <TextField
        name="matter"
        label={say('holds.matter')}
        hint={say('newHold.matter.hint')}
        value={form.matter}
        errors={errors}
      />
      <Choices
        name="purpose"
        label={say('holds.purpose')}
        values={[form.purpose]}
        choices={HOLD_PURPOSES.map((value) => ({
          value,
          label: say(`holds.purpose.${value}`),
          hint: say(`newHold.purpose.${value}`),
        }))}
        errors={errors}
      />
      <TextArea
        name="citation"
        label={say('hold.citation')}
        hint={say('newHold.citation.hint')}
        value={form.citation}
        most={500}
        rows={3}
        errors={errors}
      />
    </section>
  );
}

function Scope({ frame, form, errors, sources, collections }: HoldFormView) {
  const say = wordsOf(frame);
  const any = { value: '', label: say('newHold.any') };
  const categories = CATEGORIES.map((value) => ({ value, label: DATA_CATEGORIES[value][frame.locale] }));
  const field = (name: keyof TypedHold) => ({ name, value: form[name], errors });
  return (
    <section id="scope" tabindex={-1}>
      <h2>{say('newHold.scope')}</h2>
      <p>{say('newHold.scope.hint')}</p>
      {errors.some((error) => error.field === 'scope') && <p class="error">{say('error.holdScope')}</p>}
      <TextField
        {...field('scope/email')}
        label={say('scope.email')}
        hint={say('newHold.email.hint')}
        type="email"
        autocomplete="off"
        required={false}
      />
      <Select {...field('scope/source')} label={say('scope.source')} choices={[any, ...sources]} />
      <Select
        {...field('scope/collection')}
        label={say('scope.collection')}
        choices={[any, ...collections]}
      />
      <Select
        {...field('scope/category')}
        label={say('scope.category')}
        hint={say('newHold.category.hint')}
        choices={[any, ...categories]}
      />
      <TextField {...field('scope/articleId')} label={say('scope.articleId')} dir="ltr" required={false} />
      <TextArea
        {...field('scope/recordIds')}
        label={say('scope.recordIds')}
        hint={say('newHold.records.hint')}
        rows={3}
        required={false}
      />
      <TextField {...field('scope/from')} label={say('scope.from')} type="date" required={false} />
      <TextField
        {...field('scope/to')}
        label={say('scope.to')}
        hint={say('newHold.to.hint')}
        type="date"
        required={false}
      />
    </section>
  );
}

function Told({ frame, form, errors }: HoldFormView) {
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('newHold.told')}</h2>
      <TextField
        name="reviewOn"
        label={say('holds.review')}
        hint={say('newHold.review.hint')}
        type="date"
        value={form.reviewOn}
        errors={errors}
      />
      <Choices
        name="visibility"
        label={say('holds.visibility')}
        values={[form.visibility]}
        choices={HOLD_VISIBILITIES.map((value) => ({
          value,
          label: visibilityName(frame, value),
          hint: visibilityText(frame, value),
        }))}
        errors={errors}
      />
    </section>
  );
}
