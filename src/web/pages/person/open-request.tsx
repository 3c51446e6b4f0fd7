import { writtenInstant } from '../../../platform/i18n/dates.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Ltr, Phrase } from '../../layout/phrase.js';
import { type Asker } from './ask-answers.js';

/** A request for the same that is not over: another one is possible, but adds nothing. */
export interface OpenRequestLine {
  readonly reference: string;
  readonly received: string;
}

export function openRequest(frame: PageFrame, { open }: Asker): OpenRequestLine | undefined {
  if (open === undefined) return undefined;
  const received = writtenInstant(open.receivedAt, frame.locale, frame.zone);
  return { reference: open.reference, received };
}

/** Says that the same was asked for before and is not over, with a link there. */
export function OpenRequest({ frame, open }: { frame: PageFrame; open: OpenRequestLine | undefined }) {
  if (open === undefined) return null;
  const link = (
    <a href={linkTo(frame, `/requests/${open.reference}`)}>
      <Ltr>{open.reference}</Ltr>
    </a>
  );
  return (
    <p class="notice warn">
      <Phrase frame={frame} text="ask.open" values={{ date: open.received, reference: link }} />
    </p>
  );
}
