/** How somebody answered. */
export type HowAnswered = 'accept_all' | 'reject_all' | 'settings';

/** Something that became of a consent: one entry a purpose. */
export interface ConsentEvent {
  readonly purpose: string;
  /** RFC 3339, UTC. */
  readonly event_time: string;
  /** ISO 8601: how long an answer counts; null for what holds until another answer. */
  readonly validity_duration: string | null;
  readonly entity_id: 'pii_principal';
  /** Consents here are given by a press on a button that says so, never by going on. */
  readonly event_type: 'expressed_consent';
  readonly event_state: 'given' | 'refused' | 'withdrawn';
  /** By what act: the answer's button, taking it back, or another answer that took this one's place. Our own field. */
  readonly event_method: HowAnswered | 'withdrawal' | 'replacement';
  /** The browser sent `Sec-GPC: 1` with it. Our own field. */
  readonly global_privacy_control?: boolean;
}

/** Where something is stored: in the browser itself, or with a party that the policy names. */
export interface StorageLocation {
  readonly location: 'browser' | 'hosting_provider';
  /** ISO 3166; null where the office does not say. */
  readonly country: string | null;
}

/** What one purpose that was asked for means. */
export interface RecordedPurpose {
  readonly purpose: string;
  /** In the language of the notice. Our own field. */
  readonly purpose_title: string;
  readonly lawful_basis: string;
  readonly pii_information: readonly { readonly pii_type: string }[];
  /** Ids of parties. */
  readonly pii_controllers: readonly string[];
  readonly collection_method: string;
  readonly storage_locations: readonly StorageLocation[];
  readonly retention_period: string;
  readonly jurisdiction: string;
  /** Ids of parties. */
  readonly recipient_third_parties: readonly string[];
  readonly withdrawal_method: string;
  readonly privacy_rights: readonly string[];
  /** Id of a party. */
  readonly authority_party: string;
}

export interface RecordedParty {
  readonly party_id: string;
  readonly party_name: string;
  readonly party_role: 'PII controller' | 'supervisory authority' | 'third party';
  readonly party_type: 'controller' | 'authority' | 'recipient';
  /** By post; null where the office does not say. */
  readonly party_address: string | null;
  /** An e-mail address or a page; null where none is known. */
  readonly party_contact: string | null;
  readonly party_url: string | null;
}

/**
 * A consent record in the sections and fields of ISO/IEC TS 27560:2023 (header; PII processing; party identification;
 * events), as JSON. Its person is called by the record's own id: the document alone leads to nobody. docs/cookies.md says
 * by what the fields were compared.
 */
export interface ConsentRecord {
  readonly record_id: string;
  readonly schema_version: string;
  readonly pii_principal_id: string;
  readonly pii_processing: {
    readonly privacy_notice: {
      readonly version: string;
      readonly url: string | null;
      /** SHA-256 of what was shown, which is kept beside the records. */
      readonly notice_id: string;
    };
    /** BCP 47. */
    readonly language: string;
    readonly purposes: readonly RecordedPurpose[];
  };
  readonly party_identification: readonly RecordedParty[];
  readonly events: readonly ConsentEvent[];
}
