import { type Receipt } from '../../../erasures/receipt.js';
import { ReceiptBody } from '../../../erasures/receipt-page.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { wordsOf } from '../../layout/phrase.js';

export interface ReceiptView {
  readonly frame: PageFrame;
  readonly receipt: Receipt;
  /** Whether this machine makes PDF files. */
  readonly prints: boolean;
}

/** The receipt among the portal's own pages; its text keeps the language that the request was made in. */
export function ReceiptPage({ frame, receipt, prints }: ReceiptView) {
  const say = wordsOf(frame);
  const { reference } = receipt;
  return (
    <Layout frame={frame} title={say('receipt.title', { reference })}>
      <ReceiptBody receipt={receipt} zone={frame.zone} />
      <div class="actions d-print-none">
        <a
          class="btn btn-primary"
          href={`/api/v1/requests/${reference}/receipt`}
          download={`${reference}.json`}
        >
          {say('receipt.download')}
        </a>
        {prints && (
          <a class="btn btn-outline-primary" href={linkTo(frame, `/requests/${reference}/receipt.pdf`)}>
            {say('receipt.pdf')}
          </a>
        )}
      </div>
      {!prints && <p class="quiet-text d-print-none">{say('receipt.noPdf')}</p>}
      <p class="d-print-none">
        <a href={linkTo(frame, `/requests/${reference}`)}>{say('receipt.back')}</a>
      </p>
    </Layout>
  );
}
