/**
 * Whether two rows of `request_subject` are of one person, by these names: by account or person, and where one of them is
 * known by an address alone, as on a letter, by that.
 */
export function samePerson(one: string, other: string): string {
  return `(${other}.account_id = ${one}.account_id OR ${other}.person_id = ${one}.person_id
    OR (${other}.address_mac = ${one}.address_mac
        AND (num_nonnulls(${one}.account_id, ${one}.person_id) = 0
             OR num_nonnulls(${other}.account_id, ${other}.person_id) = 0)))`;
}
