import { multistream, pino, type Level, type Logger } from 'pino';

/** Keeps every line that the portal logs, whatever level it runs with; those of that level also reach standard output. */
export class LogLines {
  private readonly lines: string[] = [];
  readonly logger: Logger;

  constructor(shown: string) {
    const streams = [
      { level: 'trace' as const, stream: { write: (line: string) => void this.lines.push(line) } },
      ...(shown === 'silent' ? [] : [{ level: shown as Level, stream: process.stdout }]),
    ];
    this.logger = pino({ level: 'trace', base: undefined }, multistream(streams));
  }

  /** Everything that was logged until now. */
  get text(): string {
    return this.lines.join('');
  }
}
