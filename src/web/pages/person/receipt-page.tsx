import { type Receipt } from '../../../erasures/receipt.js';
import { ReceiptBody } from '../../../erasures/receipt-page.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

/** The receipt among the portal's own pages; its text keeps the language that the request was made in. */
export function ReceiptPage({ frame, receipt }: { readonly frame: PageFrame; readonly receipt: Receipt }) {
  const say = wordsOf(frame);
  const { reference } = receipt;
  return (
    <Layout frame={frame} title={say('receipt.title', { reference })}>
      <ReceiptBody receipt={receipt} zone={frame.zone} />
      <p>
        <a
          class="btn btn-primary"
          href={`/api/v1/requests/${reference}/receipt`}
          download={`${reference}.json`}
        >
          {say('receipt.download')}
        </a>
      </p>
      <p>
        <a href={linkTo(frame, `/requests/${reference}`)}>{say('receipt.back')}</a>
      </p>
    </Layout>
  );
}
