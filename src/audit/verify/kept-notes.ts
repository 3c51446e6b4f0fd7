/** Thrown for a file that holds no checkpoint. The message is for people. */
export class NoNotes extends Error {
  constructor() {
    super(
      'The file holds no checkpoint: give a signed note, several of them, or a JSON file with "checkpoint".',
    );
    this.name = 'NoNotes';
  }
}

/**
 * The signed notes that a witness kept: one, several one after the other, or the member `checkpoint` of a JSON object such
 * as a bundle's manifest or a receipt. @throws NoNotes
 */
export function notesIn(file: string): string[] {
  const text = file.replaceAll('\r\n', '\n');
  const notes = text.trimStart().startsWith('{') ? [checkpointIn(text)] : split(text);
  if (notes.length === 0) throw new NoNotes();
  return notes;
}

function checkpointIn(text: string): string {
  let checkpoint: unknown;
  try {
    ({ checkpoint } = JSON.parse(text) as { checkpoint?: unknown });
  } catch {
    throw new NoNotes();
  }
  if (typeof checkpoint !== 'string') throw new NoNotes();
  return checkpoint;
}

/** A note is lines of text, an empty line, and lines of signatures; whatever follows those begins another one. */
function split(text: string): string[] {
  const notes: string[] = [];
  let lines: string[] = [];
  let isDivided = false;
  const end = (): void => {
    if (lines.length > 0) notes.push(`${lines.join('\n')}\n`);
    [lines, isDivided] = [[], false];
  };
  for (const line of text.split('\n')) {
    const isSignature = line.startsWith('\u2014 ');
    const signed = lines.at(-1)?.startsWith('\u2014 ') === true;
    if (signed && !isSignature) end();
    if (line !== '' || (lines.length > 0 && !isDivided)) lines.push(line);
    isDivided = isDivided || (line === '' && lines.length > 0);
  }
  // A file that ends early ends with a note that is none, which is said of it then.
  while (lines.at(-1) === '') lines.pop();
  end();
  return notes;
}
