import { type Receipt } from '../../../erasures/receipt.js';
import { ReceiptBody } from '../../../erasures/receipt-page.js';
import { linkTo, type PageFrame } from '../../layout/frame.js';
import { Layout } from '../../layout/layout.js';
import { Ltr, Phrase, wordsOf } from '../../layout/phrase.js';

/** What an erasure did, as the office sees it; its text keeps the language of the request. */
export function OfficeReceiptPage({ frame, receipt }: { frame: PageFrame; receipt: Receipt }) {
  const { reference } = receipt;
  const back = { reference: <Ltr>{reference}</Ltr> };
  return (
    <Layout frame={frame} title={wordsOf(frame)('receipt.title', { reference })}>
      <p>
        <a href={linkTo(frame, `/admin/requests/${reference}`)}>
          <Phrase frame={frame} text="case.title" values={back} />
        </a>
      </p>
      {receipt.locale !== frame.locale && (
        <p class="quiet-text">
          {wordsOf(frame)('receipt.language', {
            language: wordsOf(frame)(`letter.locale.${receipt.locale}`),
          })}
        </p>
      )}
      <ReceiptBody receipt={receipt} zone={frame.zone} />
    </Layout>
  );
}
