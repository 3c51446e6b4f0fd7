import { type HoldForm } from '../../../holds/hold.js';
import { writtenDay } from '../../../platform/i18n/dates.js';
import { Form, Submit } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts, Notice } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type TypedHold } from './hold-form.js';
import { ScopeList } from './holds-page.js';
import { visibilityText } from './holds-view.js';
import { keepsEverybodys, type ScopeLine } from './scope-words.js';

/** The answers before a hold is placed. */
export interface HoldCheckView {
  readonly frame: PageFrame;
  readonly form: TypedHold;
  /** Id of the hold to be: sent twice, the form places one. */
  readonly id: string;
  readonly hold: HoldForm;
  readonly scope: readonly ScopeLine[];
  /** Something is being erased just now: it was not placed. */
  readonly busy: boolean;
}

export function HoldCheckPage({ frame, form, id, hold, scope, busy }: HoldCheckView) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('newHold.check')}>
      {busy && (
        <Notice tone="bad" said>
          {say('hold.busy')}
        </Notice>
      )}
      <h1>{say('newHold.check')}</h1>
      <Facts
        facts={[
          [say('holds.matter'), <bdi>{hold.matter}</bdi>],
          [say('holds.purpose'), say(`holds.purpose.${hold.purpose}`)],
          [say('hold.citation'), <bdi>{hold.citation}</bdi>],
          [say('holds.scope'), <ScopeList frame={frame} lines={scope} />],
          [say('holds.review'), writtenDay(hold.reviewOn, frame.locale)],
          [say('holds.visibility'), visibilityText(frame, hold.visibility)],
        ]}
      />
      {keepsEverybodys(hold.scope) && <Notice tone="warn">{say('hold.everybodys')}</Notice>}
      <p>{say('newHold.effect')}</p>
      <Form frame={frame}>
        {Object.entries({ ...form, id }).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <Submit name="step" value="place">
            {say('newHold.place')}
          </Submit>
          <Submit look="quiet" name="step" value="change">
            {say('newHold.change')}
          </Submit>
        </div>
      </Form>
    </Layout>
  );
}
