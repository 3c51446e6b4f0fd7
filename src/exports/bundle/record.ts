/** One record: its fields' values as JSON has them, numbers that JavaScript would round as text. */
export type BundleRecord = Readonly<Record<string, unknown>>;

/** A number that JavaScript may write differently: with a fraction or an exponent, or of many digits. */
const DELICATE = /":-?(?:\d+[.eE]|\d{16})/;
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\]]|-?\d[\d.eE+-]*/g;

export function parseRecord(line: string): BundleRecord {
  return JSON.parse(DELICATE.test(line) ? withNumbersAsText(line) : line) as BundleRecord;
}

/** Puts the record's own numbers in quotes, so that every digit is kept; those deeper inside stay numbers. */
function withNumbersAsText(line: string): string {
  let depth = 0;
  return line.replace(TOKEN, (token) => {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (depth === 1 && !token.startsWith('"')) return `"${token}"`;
    return token;
  });
}
