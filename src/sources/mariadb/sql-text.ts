/** SQL with its values apart, these in the order of its placeholders. No value is ever part of the text. */
export interface Sql {
  readonly text: string;
  readonly values: readonly string[];
}

/** Text as it stands in the code, with other SQL inside. */
export function sql(text: TemplateStringsArray, ...parts: readonly Sql[]): Sql {
  return {
    text: text.map((piece, index) => piece + (parts[index]?.text ?? '')).join(''),
    values: parts.flatMap(({ values }) => values),
  };
}

/** A value, by a placeholder. */
export function bound(value: string): Sql {
  return { text: '?', values: [value] };
}

/** A name of a table, a column or an alias. */
export function named(...names: readonly string[]): Sql {
  return { text: names.map((name) => `\`${name.replaceAll('`', '``')}\``).join('.'), values: [] };
}

/** A word of the language that the database itself told, such as a collation, or a number. */
export function word(name: string | number): Sql {
  if (!/^\w+$/.test(String(name))) throw new Error(`no word of SQL: ${name}`);
  return { text: String(name), values: [] };
}

/** A whole number that the code itself counted. */
export function whole(number: number): Sql {
  const digits = word(Math.abs(Math.trunc(number)));
  return number < 0 ? sql`-${digits}` : digits;
}

export function joined(
  parts: readonly Sql[],
  separator: ' ' | ', ' | ' AND ' | ' OR ' | ' + ' | ' UNION ALL ',
): Sql {
  return {
    text: parts.map(({ text }) => text).join(separator),
    values: parts.flatMap(({ values }) => values),
  };
}

/** True where any of them is. */
export function either(parts: readonly Sql[]): Sql {
  return parts.length === 0 ? sql`FALSE` : sql`(${joined(parts, ' OR ')})`;
}
