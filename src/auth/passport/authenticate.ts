import { type Request, type Response } from 'express';
import passport, { type Strategy } from 'passport';

/**
 * Asks one of Passport's strategies who this is. Strategies are handed over, not named: names live in one registry per
 * process, where a second portal (as in tests) would take the first one's place. Each call gets an object of its own
 * over the strategy, since Passport hangs the call's answers on it.
 * @returns undefined where the strategy recognises nobody
 * @throws whatever the strategy throws
 */
export function authenticate<User>(
  strategy: Strategy,
  request: Request,
  response: Response,
): Promise<User | undefined> {
  return new Promise((resolve, reject) => {
    const answer = (error: unknown, user?: User | false | null) => {
      if (error) reject(error instanceof Error ? error : new Error('The strategy failed.'));
      else resolve(user || undefined);
    };
    const own = Object.create(strategy) as Strategy;
    const run = passport.authenticate(own, { session: false }, answer) as (
      request: Request,
      response: Response,
      next: (error?: unknown) => void,
    ) => void;
    run(request, response, answer);
  });
}
