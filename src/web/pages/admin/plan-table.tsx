import { ButtonForm } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Notice, Table } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type CaseView } from './case-view.js';
import { type PlanView } from './plan-view.js';

/** The dry run on the page of a case. */
export function CasePlan({ view }: { view: CaseView }) {
  const { frame, plan } = view;
  const say = wordsOf(frame);
  const without = view.forAnother === undefined ? 'case.plan.none' : 'case.plan.another';
  return (
    <section id="plan">
      <h2>{say(plan?.past ? 'case.plan.past' : 'case.plan')}</h2>
      {plan === undefined ? <p>{say(without)}</p> : <PlanTable frame={frame} plan={plan} under />}
      {plan !== undefined && view.planApproved && (
        <p class="quiet-text">{say(plan.past ? 'case.plan.ran' : 'case.plan.approved')}</p>
      )}
      {view.canPlan && (
        <ButtonForm frame={frame} path={`${view.path}/plan`}>
          {say(plan === undefined ? 'case.plan.make' : 'case.plan.again')}
        </ButtonForm>
      )}
    </section>
  );
}

/** What would be erased, and what is kept and why. @param under a heading says so already */
export function PlanTable({
  frame,
  plan,
  under = false,
}: {
  frame: PageFrame;
  plan: PlanView;
  under?: boolean;
}) {
  const say = wordsOf(frame);
  return (
    <>
      <p>{plan.summary}</p>
      {plan.unreachable.length > 0 && (
        <Notice tone="bad">{say('case.plan.unreachable', { systems: plan.unreachable.join(', ') })}</Notice>
      )}
      {plan.notTheirs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <Table
        frame={frame}
        caption={say('case.plan')}
        under={under}
        rows={plan.rows}
        columns={[
          {
            title: say('case.plan.collection'),
            header: true,
            cell: ({ collection, source, category }) => (
              <>
                {collection}
                <span class="quiet-text d-block fw-normal">
                  <bdi>{source}</bdi> · <bdi>{category}</bdi>
                </span>
              </>
            ),
          },
          { title: say('case.plan.action'), cell: ({ action }) => action },
          { title: say('case.plan.count'), number: true, cell: ({ count }) => say('plan.count', { count }) },
          {
            title: say('case.plan.kept'),
            cell: ({ kept }) =>
              kept.map(({ text, path }) => (
                <p key={text} class="mb-1">
                  {path === undefined ? text : <a href={linkTo(frame, path)}>{text}</a>}
                </p>
              )),
          },
        ]}
      />
    </>
  );
}

/** Holds in force that may keep something of the person. */
export function Holds({ view }: { view: CaseView }) {
  const { frame, holds } = view;
  const say = wordsOf(frame);
  return (
    <section id="holds">
      <h2>{say('case.holds')}</h2>
      {holds.length === 0 ? (
        <p class="quiet-text">{say('case.holds.none')}</p>
      ) : (
        <Table
          frame={frame}
          caption={say('case.holds')}
          under
          rows={holds}
          columns={[
            {
              title: say('case.holds.citation'),
              header: true,
              cell: ({ path, citation }) => (
                <a href={linkTo(frame, path)}>
                  <bdi>{citation}</bdi>
                </a>
              ),
            },
            { title: say('case.holds.purpose'), cell: ({ purpose }) => purpose },
            { title: say('case.holds.review'), cell: ({ review }) => review },
          ]}
        />
      )}
    </section>
  );
}
