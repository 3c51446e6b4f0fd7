import { unserialize } from 'php-serialize';
import { randomUUID } from 'node:crypto';

const BEGINS = /^(?:[aOC]:\d|[sbid]:|N;)/;

/** Nothing that a value holds can say this, so it stands where the value ends. */
const END = randomUUID();

/** Stands for every class: an object keeps its properties, and nothing of the class runs. */
class PhpObject {
  unserialize(): never {
    throw new Error('A class that writes itself is not read.');
  }
}

const ANY_CLASS = new Proxy<Record<string, typeof PhpObject>>({}, { get: () => PhpObject });

/**
 * What a text that PHP serialised holds, objects as their properties.
 * @returns undefined where the text is none, or holds what JSON cannot tell apart: references, and classes that write themselves
 */
export function phpValue(text: string): { readonly value: unknown } | undefined {
  // Such a member would become the object's prototype, and be lost.
  if (!BEGINS.test(text) || text.includes('"__proto__"')) return undefined;
  try {
    // Inside a list, so that a text with more behind the value is not taken for the value alone.
    const list: unknown = unserialize(`a:2:{i:0;${text}i:1;s:${END.length}:"${END}";}`, ANY_CLASS);
    return Array.isArray(list) && list.length === 2 && list[1] === END ? { value: list[0] } : undefined;
  } catch {
    return undefined;
  }
}
