import { readFileSync } from 'node:fs';
import { isMap, isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { type z } from 'zod';
import { ConfigProblems } from './config.js';
import { codeOf } from '../errors/code-of.js';

/** A YAML file that cannot be used: a line per problem, each naming file, line and what was expected. */
export class YamlProblems extends ConfigProblems {
  constructor(problems: readonly string[]) {
    super(problems);
    this.name = 'YamlProblems';
  }
}

/**
 * Reads and checks a YAML file of an operator.
 * @throws YamlProblems with a line per problem
 */
export function readYaml<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = codeOf(error) ?? 'unknown error';
    throw new YamlProblems([`${path}: the file cannot be read (${code})`]);
  }
  return parseYaml(text, path, schema);
}

/** @param name of the file, as problems show it */
export function parseYaml<Schema extends z.ZodType>(
  text: string,
  name: string,
  schema: Schema,
): z.output<Schema> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new YamlProblems(
      document.errors.map(
        ({ pos, message }) => `${name}:${lines.linePos(pos[0]).line}: ${firstLine(message)}`,
      ),
    );
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const found = parsed.error.issues.map((issue) => {
    const line = lines.linePos(offsetOf(document, issue)).line;
    return { line, text: `${name}:${line}: ${pathText(issue.path)}${issue.message}` };
  });
  throw new YamlProblems(found.sort((a, b) => a.line - b.line).map((problem) => problem.text));
}

/** Where the issue is: the unknown key itself, the value, or the nearest thing around a missing one. */
function offsetOf(document: Document, issue: z.core.$ZodIssue): number {
  for (let depth = issue.path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(issue.path.slice(0, depth), true);
    if (!isNode(node) || !node.range) continue;
    if (issue.code === 'unrecognized_keys' && isMap(node)) {
      const key = node.items
        .map((pair) => pair.key)
        .find((item) => isNode(item) && issue.keys.includes(`${item.toJSON()}`));
      if (isNode(key) && key.range) return key.range[0];
    }
    return node.range[0];
  }
  return 0;
}

function pathText(path: readonly PropertyKey[]): string {
  if (path.length === 0) return '';
  const text = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
  return `${text.replace(/^\./, '')}: `;
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');
}
