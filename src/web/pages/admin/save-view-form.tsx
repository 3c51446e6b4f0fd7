import { CheckBox } from '../../layout/choices.js';
import { type FieldError } from '../../layout/field-error.js';
import { TextField } from '../../layout/fields.js';
import { Form, Submit } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** A view that somebody is about to keep. */
export interface ViewToSave {
  /** The filters as an address has them. */
  readonly filters: string;
  readonly name: string;
  readonly shared: boolean;
}

export function SaveViewForm({
  frame,
  filters,
  name,
  shared,
  errors,
}: ViewToSave & { frame: PageFrame; errors: readonly FieldError[] }) {
  const say = wordsOf(frame);
  return (
    <Form frame={frame} path="/admin/views">
      <input type="hidden" name="filters" value={filters} />
      <TextField
        name="name"
        label={say('views.name')}
        hint={say('saved.name.hint')}
        value={name}
        errors={errors}
      />
      <CheckBox name="shared" label={say('views.shared')} hint={say('views.shared.hint')} checked={shared} />
      <Submit look="quiet">{say('views.save')}</Submit>
    </Form>
  );
}
