import { Problem } from '../platform/http/problem.js';
import { type Finding, findingsInEnglish } from './finding.js';

/** A source cannot be used now. What was found is for an admin: it holds no personal data and no password. */
export class SourceUnavailable extends Problem {
  readonly findings: readonly Finding[];

  constructor(
    readonly source: string,
    ...findings: readonly Finding[]
  ) {
    super(503, 'source-unavailable', findingsInEnglish(findings));
    this.name = 'SourceUnavailable';
    this.findings = findings;
  }
}
