import { Form, Submit } from '../../layout/form.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts } from '../../layout/parts.js';
import { wordsOf } from '../../layout/phrase.js';
import { type BanLine } from './bans-page.js';

/** A ban once more, before it ends for good. */
export function BanLiftPage({ frame, ban }: { frame: PageFrame; ban: BanLine }) {
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('bans.lift.title')}>
      <h1>{say('bans.lift.title')}</h1>
      <p class="lead">{say('bans.lift.text')}</p>
      <Facts
        facts={[
          [say('bans.since'), ban.since],
          [say('bans.until'), ban.until],
          [say('hold.reason'), <bdi>{ban.reason}</bdi>],
        ]}
      />
      <Form frame={frame}>
        <div class="actions">
          <Submit look="danger">{say('bans.lift.button')}</Submit>
          <a href={linkTo(frame, '/admin/bans')}>{say('desk.cancel')}</a>
        </div>
      </Form>
    </Layout>
  );
}
