import { type DataMap } from '../map/data-map.js';
import { type MariaClient } from './maria-client.js';
import { type MariaSchema } from './maria-schema.js';
import { type SoughtPerson } from './sought-person.js';

/** A connection inside a read-only transaction of one instant. Whoever holds it finishes or releases it. */
export interface MariaSearch {
  readonly client: MariaClient;
  /** Without what is not there. */
  readonly map: DataMap;
  readonly live: MariaSchema;
  readonly person: SoughtPerson;
}
