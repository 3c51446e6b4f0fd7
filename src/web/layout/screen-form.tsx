import { CheckBox, Select } from './choices.js';
import { ButtonForm, Form, Submit } from './form.js';
import { type PageFrame } from './frame.js';
import { wordsOf } from './phrase.js';

/** How many rows a list may have on a page. */
export const ROW_COUNTS = ['25', '50', '100', '200'] as const;

/**
 * The screen options of a list, folded away. A cookie keeps them, and is set by this form alone.
 * @param rows how many rows this list has on a page now
 */
export function ScreenForm({ frame, rows }: { frame: PageFrame; rows: number }) {
  const say = wordsOf(frame);
  const back = `${frame.path}${frame.query === '' ? '' : `?${frame.query.slice(1)}`}`;
  return (
    <details class="screen-options">
      <summary>{say('screen.title')}</summary>
      <Form frame={frame} path="/screen-options">
        <input type="hidden" name="back" value={back} />
        <Select
          name="rows"
          label={say('screen.rows')}
          value={String(rows)}
          choices={ROW_COUNTS.map((value) => ({ value, label: value }))}
          errors={[]}
        />
        <CheckBox
          name="compact"
          label={say('screen.compact')}
          hint={say('screen.kept')}
          checked={frame.screen?.compact === true}
        />
        <Submit look="quiet">{say('screen.save')}</Submit>
      </Form>
      {frame.screen !== undefined && (
        <ButtonForm frame={frame} path="/screen-options/reset" values={{ back }}>
          {say('screen.reset')}
        </ButtonForm>
      )}
    </details>
  );
}
