import { type Finding, findingsInEnglish } from './finding.js';

/** A source cannot be read now. What was found is for an admin: it holds no personal data and no password. */
export class SourceUnavailable extends Error {
  readonly findings: readonly Finding[];

  constructor(
    readonly source: string,
    ...findings: readonly Finding[]
  ) {
    super(findingsInEnglish(findings));
    this.name = 'SourceUnavailable';
    this.findings = findings;
  }
}
