import { ButtonForm } from '../../layout/form.js';
import { type PageFrame } from '../../layout/frame.js';
import { Table, Tag } from '../../layout/parts.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';
import { type AccountPageView } from './account-view.js';
import { type DeviceName } from './device-name.js';

type Session = AccountPageView['sessions'][number];

/** Where an account is signed in, with a way to end each session and one to end all of them. */
export function SessionList({ frame, sessions }: Pick<AccountPageView, 'frame' | 'sessions'>) {
  const say = wordsOf(frame);
  return (
    <section>
      <h2>{say('sessions.title')}</h2>
      <Table
        frame={frame}
        caption={say('sessions.table')}
        rows={sessions}
        columns={[
          {
            title: say('sessions.device'),
            header: true,
            cell: ({ device, current }) => (
              <>
                <Device frame={frame} device={device} />
                {current && (
                  <>
                    {' '}
                    <Tag tone="good">{say('sessions.this')}</Tag>
                  </>
                )}
              </>
            ),
          },
          { title: say('sessions.ip'), cell: ({ ip }) => (ip === undefined ? '' : <Ltr>{ip}</Ltr>) },
          { title: say('sessions.opened'), cell: ({ openedAt }) => openedAt },
          { title: say('sessions.until'), cell: ({ until }) => until },
          {
            title: say('sessions.endOne'),
            act: true,
            cell: (session) => <EndButton frame={frame} session={session} />,
          },
        ]}
      />
      <ButtonForm frame={frame} path="/account/sessions/end">
        {say('sessions.end')}
      </ButtonForm>
    </section>
  );
}

function Device({ frame, device: { browser, system } }: { frame: PageFrame; device: DeviceName }) {
  const say = wordsOf(frame);
  if (browser === undefined && system === undefined) return <>{say('sessions.unknown')}</>;
  if (system === undefined) return <Ltr>{browser ?? ''}</Ltr>;
  const name = browser === undefined ? say('sessions.unknown') : <Ltr>{browser}</Ltr>;
  return <Phrase frame={frame} text="sessions.on" values={{ browser: name, system: <Ltr>{system}</Ltr> }} />;
}

/** Buttons of one list say the same; what one ends is told to those who only hear it. */
function EndButton({ frame, session }: { frame: PageFrame; session: Session }) {
  const say = wordsOf(frame);
  return (
    <ButtonForm frame={frame} path={`/account/sessions/${session.id}/end`}>
      {say('sessions.endOne')} <span class="visually-hidden">{session.openedAt}</span>
    </ButtonForm>
  );
}
