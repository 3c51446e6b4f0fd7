import { AsWritten } from '../../layout/as-written.js';
import { linkTo } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Facts } from '../../layout/parts.js';
import { Ltr, wordsOf } from '../../layout/phrase.js';
import { type AccountPageView } from './account-view.js';
import { SessionList } from './session-list.js';

/** Everything about one's own account, and the ways to change it. */
export function AccountPage(view: AccountPageView) {
  const { frame } = view;
  const say = wordsOf(frame);
  return (
    <Layout frame={frame} title={say('account.title')}>
      <h1>{say('account.title')}</h1>
      <Profile {...view} />
      <section>
        <h2>{say('picture.title')}</h2>
        <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, '/account/picture')}>
          {say('picture.manage')}
        </a>
      </section>
      <section>
        <h2>{say('account.signIn')}</h2>
        <div class="actions">
          <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, '/account/address')}>
            {say('address.title')}
          </a>
          <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, '/account/password')}>
            {say('password.title')}
          </a>
        </div>
      </section>
      <SessionList {...view} />
      <section>
        <h2>{say('tokens.title')}</h2>
        <p>{say('tokens.text')}</p>
        <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, '/account/tokens')}>
          {say('tokens.manage')}
        </a>
      </section>
      <section>
        <h2>{say('consents.title')}</h2>
        <a class="btn btn-outline-primary btn-sm" href={linkTo(frame, '/account/consents')}>
          {say('consents.see')}
        </a>
      </section>
      <section>
        <h2>{say('account.delete')}</h2>
        <p>{say('account.delete.text')}</p>
        <a class="btn btn-outline-danger btn-sm" href={linkTo(frame, '/requests/new?kind=erasure')}>
          {say('account.delete')}
        </a>
      </section>
    </Layout>
  );
}

function Profile(view: AccountPageView) {
  const { frame } = view;
  const say = wordsOf(frame);
  const none = <span class="quiet-text">{say('account.empty')}</span>;
  return (
    <section>
      <h2>{say('profile.title')}</h2>
      <Facts
        facts={[
          [
            say('register.username'),
            <>
              <bdi>{view.username}</bdi>
              <br />
              <span class="quiet-text">{say('account.username.why')}</span>
            </>,
          ],
          [
            say('register.email'),
            <>
              <Ltr>{view.email}</Ltr>
              {view.pendingEmail !== undefined && (
                <>
                  <br />
                  <span class="quiet-text">{say('account.pending')}</span> <Ltr>{view.pendingEmail}</Ltr>
                </>
              )}
            </>,
          ],
          [
            say('register.displayName'),
            view.displayName === undefined ? none : <bdi>{view.displayName}</bdi>,
          ],
          [say('profile.website'), view.website === undefined ? none : <Ltr>{view.website}</Ltr>],
          [say('profile.about'), view.about === undefined ? none : <AsWritten text={view.about} />],
          [say('profile.locale'), <bdi>{view.language}</bdi>],
          [say('account.since'), view.since],
        ]}
      />
      <a class="btn btn-primary" href={linkTo(frame, '/account/profile')}>
        {say('profile.edit')}
      </a>
    </section>
  );
}
