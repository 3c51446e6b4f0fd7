/**
 * The members of a JSON object, each value as the text that it is: no number loses a digit.
 * @param object as a database writes it
 */
export function jsonMembers(object: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = afterBlanks(object, object.indexOf('{') + 1);
  while (object[at] === '"') {
    const nameEnd = afterText(object, at);
    const start = afterBlanks(object, object.indexOf(':', nameEnd) + 1);
    const end = afterValue(object, start);
    members.set(JSON.parse(object.slice(at, nameEnd)) as string, object.slice(start, end));
    at = afterBlanks(object, end);
    if (object[at] === ',') at = afterBlanks(object, at + 1);
  }
  return members;
}

function afterBlanks(json: string, from: number): number {
  let at = from;
  while (json[at] === ' ' || json[at] === '\n' || json[at] === '\r' || json[at] === '\t') at += 1;
  return at;
}

function afterValue(json: string, from: number): number {
  const first = json[from];
  if (first === '"') return afterText(json, from);
  let at = from;
  if (first !== '{' && first !== '[') {
    while (at < json.length && !',}] \n\r\t'.includes(json[at] ?? '')) at += 1;
    return at;
  }
  for (let depth = 0; at < json.length;) {
    const next = json[at];
    if (next === '"') {
      at = afterText(json, at);
      continue;
    }
    at += 1;
    if (next === '{' || next === '[') depth += 1;
    else if ((next === '}' || next === ']') && (depth -= 1) === 0) break;
  }
  return at;
}

/** @param from where its first quotation mark is */
function afterText(json: string, from: number): number {
  for (let end = json.indexOf('"', from + 1); end !== -1; end = json.indexOf('"', end + 1)) {
    let slashes = 0;
    while (json[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return json.length;
}
