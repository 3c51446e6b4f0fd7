import { type RequestKind } from '../../../policy/request-kinds.js';
import { type PageFrame } from '../../layout/frame.js';
import { wordsOf } from '../../layout/phrase.js';

/** What is asked for, to whoever asks. @param forAnother asked in another person's place: the data are not the reader's */
export function kindName(frame: PageFrame, kind: RequestKind, forAnother: boolean): string {
  return wordsOf(frame)(forAnother ? `kind.another.${kind}` : `kind.${kind}`);
}
