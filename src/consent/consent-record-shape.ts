/** How somebody answered. */
export type HowAnswered = 'accept_all' | 'reject_all' | 'settings';

/** Something that became of a consent: one entry a purpose. */
export interface ConsentEvent {
  readonly purpose: string;
  /** RFC 3339, UTC. */
  readonly event_time: string;
  readonly event_state: 'given' | 'refused' | 'withdrawn';
  /** By what act: the answer's button, taking it back, or another answer that took this one's place. */
  readonly event_type: HowAnswered | 'withdrawal' | 'replacement';
  /** ISO 8601; only of what was given. */
  readonly validity_duration?: string;
  /** The browser sent `Sec-GPC: 1` with it. */
  readonly global_privacy_control?: boolean;
  readonly entity_id: 'pii_principal';
}

/**
 * A consent record in the parts that ISO/IEC TS 27560 has (header, PII processing, party identification, events), as
 * JSON. Its person is called by the record's own id: the document alone leads to nobody.
 */
export interface ConsentRecord {
  readonly record_id: string;
  readonly schema_version: string;
  readonly pii_principal_id: string;
  readonly privacy_notice: {
    readonly version: string;
    readonly url: string | null;
    readonly language: string;
    /** SHA-256 of what was shown, which is kept beside the records. */
    readonly notice_id: string;
  };
  readonly pii_processing: readonly {
    readonly purpose: string;
    readonly purpose_title: string;
    readonly lawful_basis: string;
    readonly pii_categories: readonly string[];
    readonly collection_method: string;
    readonly retention_period: string;
    readonly pii_controllers: readonly string[];
    readonly recipient_third_parties: readonly string[];
    readonly jurisdiction: string;
    readonly withdrawal_method: string;
    readonly privacy_rights: readonly string[];
  }[];
  readonly party_identification: readonly {
    readonly party_id: string;
    readonly party_name: string;
    readonly party_url: string | null;
    readonly party_role: string;
  }[];
  readonly events: readonly ConsentEvent[];
}
