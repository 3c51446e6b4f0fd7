import { type ComponentChildren } from 'preact';
import { type FieldError } from '../../layout/field-error.js';
import { FileField } from '../../layout/fields.js';
import { FileForm, Submit } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** What browsers offer first. */
const IMAGES = 'image/jpeg,image/png,image/webp,image/gif';

/** The form that sends an image; `children` are fields before the file. */
export function ImageForm({
  frame,
  path,
  errors,
  children,
}: {
  frame: PageFrame;
  path: string;
  errors: readonly FieldError[];
  children?: ComponentChildren;
}) {
  const say = wordsOf(frame);
  return (
    <FileForm frame={frame} path={path}>
      {children}
      <FileField
        name="file"
        label={say('image.file')}
        hint={say('image.file.hint')}
        accept={IMAGES}
        errors={errors}
      />
      <Submit>{say('image.send')}</Submit>
    </FileForm>
  );
}
