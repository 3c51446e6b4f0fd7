import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { PinoNestLogger } from '../../src/platform/http/pino-logger.js';

function linesOf(work: (logger: PinoNestLogger) => void): unknown[] {
  const lines: string[] = [];
  work(new PinoNestLogger(pino({ level: 'info', base: undefined }, { write: (line) => lines.push(line) })));
  return lines.map((line): unknown => JSON.parse(line));
}

describe('the log of a process', () => {
  it('says nothing of how the portal is put together, unless asked for debug lines', () => {
    const lines = linesOf((logger) => {
      logger.log('Starting Nest application...', 'NestFactory');
      logger.log('Mapped {/requests/:reference, GET} route', 'RouterExplorer');
      logger.log('AppModule dependencies initialized', 'InstanceLoader');
    });
    expect(lines).toEqual([]);
  });

  it('says what happens, and what fails even there', () => {
    const lines = linesOf((logger) => {
      logger.log({ status: 200 }, 'call', 'http');
      logger.error('No provider', 'InstanceLoader');
    });
    expect(lines).toMatchObject([
      { level: 30, status: 200, room: 'http', msg: 'call' },
      { level: 50, room: 'InstanceLoader', msg: 'No provider' },
    ]);
  });
});
