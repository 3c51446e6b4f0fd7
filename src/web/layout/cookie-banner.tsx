import { linkTo, type PageFrame } from './frame.js';
import { wordsOf } from './phrase.js';

/** What the banner leaves in its place once it is answered by a script; it takes the focus. */
export function BannerAnswered({ frame }: { frame: Pick<PageFrame, 'locale'> }) {
  return (
    <section class="cookie-banner" aria-label={wordsOf(frame)('banner.title')}>
      <p class="wrap" role="status" tabindex={-1} autofocus>
        {wordsOf(frame)('done.choice')}
      </p>
    </section>
  );
}

/** Where the banner's buttons come back to: this page, as it can be opened. */
function here({ openAt, path, query }: PageFrame): string {
  return `${openAt ?? path}${query === '' ? '' : `?${query.slice(1)}`}`;
}

/**
 * Asks about cookies, on top of a page, while no answer counts. It stands in the page's flow, so that it covers nothing;
 * its three buttons look alike. A script answers in place, so that nothing typed below is lost; without one, the answer
 * comes back to this page.
 */
export function CookieBanner({ frame }: { frame: PageFrame }) {
  if (frame.banner === undefined) return null;
  const say = wordsOf(frame);
  const path = linkTo(frame, '/cookies/choice');
  return (
    <section id="cookie-banner" class="cookie-banner" aria-label={say('banner.title')}>
      <div class="wrap">
        <p>
          <strong>{say('banner.title')}</strong> <span>{say('banner.text')}</span>{' '}
          <a href={linkTo(frame, '/privacy')}>{say('banner.policy')}</a>
        </p>
        {frame.banner.signal && <p class="notice">{say('banner.signal')}</p>}
        <div class="banner-buttons">
          <form method="post" action={path} hx-post={path} hx-target="#cookie-banner" hx-swap="outerHTML">
            <input type="hidden" name="back" value={here(frame)} />
            <button type="submit" class="btn btn-primary" name="answer" value="accept_all">
              {say('banner.accept')}
            </button>
            <button type="submit" class="btn btn-primary" name="answer" value="reject_all">
              {say('banner.reject')}
            </button>
          </form>
          <form method="get" action="/cookies">
            {frame.chosen && <input type="hidden" name="lang" value={frame.locale} />}
            <input type="hidden" name="back" value={here(frame)} />
            <button type="submit" class="btn btn-primary">
              {say('banner.settings')}
            </button>
          </form>
        </div>
      </div>
    </section>
  );
}
