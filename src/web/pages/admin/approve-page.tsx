import { Form, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Notice } from '../../layout/parts.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { PlanTable } from './plan-table.js';
import { type PlanView } from './plan-view.js';
import { type RecipientLine, RecipientsToTell } from './recipients-to-tell.js';

export interface ApproveView {
  readonly frame: PageFrame;
  readonly reference: string;
  /** What the approval does. */
  readonly sentences: readonly string[];
  /** What must not be overlooked. */
  readonly warnings: readonly string[];
  readonly plan?: PlanView;
  readonly recipients: readonly RecipientLine[];
  /** The plan is not the one that the admin saw. */
  readonly changed: boolean;
  readonly button: string;
  /** What it does cannot be undone. */
  readonly final: boolean;
}

/** Where an admin approves a request, after having seen what that does. */
export function ApprovePage(view: ApproveView) {
  const { frame, reference, sentences, warnings, plan, changed, button, final } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('approve.title', { reference })} wide={plan !== undefined}>
      {changed && (
        <p class="notice bad" role="alert">
          {say('approve.changed')}
        </p>
      )}
      <h1>
        <Phrase frame={frame} text="approve.title" values={{ reference: <Ltr>{reference}</Ltr> }} />
      </h1>
      {sentences.map((sentence, index) => (
        <p key={sentence} class={index === 0 ? 'lead' : undefined}>
          {sentence}
        </p>
      ))}
      {warnings.map((warning) => (
        <Notice key={warning} tone="warn">
          {warning}
        </Notice>
      ))}
      {plan !== undefined && <PlanTable frame={frame} plan={plan} />}
      <RecipientsToTell frame={frame} recipients={view.recipients} />
      <Form frame={frame}>
        <input type="hidden" name="plannedAt" value={plan?.plannedAt ?? ''} />
        <div class="actions">
          <Submit look={final ? 'danger' : 'primary'}>{button}</Submit>
          <a href={linkTo(frame, `/admin/requests/${reference}`)}>{say('decide.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
