import { spellingsOf } from '../../platform/text/ascii-address.js';
import { foldAddress } from '../../platform/text/fold-address.js';
import { type SourceSubject } from '../snapshot.js';

/** Folded as the databases fold, in every spelling that a domain of other letters has; what no text column can hold is left out, since it matches nothing. */
export function addressesOf(subject: SourceSubject): Set<string> {
  const folded = subject.emails.flatMap(spellingsOf).map(foldAddress);
  return new Set(folded.filter((address) => address !== '' && !address.includes('\0')));
}
