import { Injectable } from '@nestjs/common';

/** The one source of "now". Tests set it; nothing else in the house asks the system for the time of day. */
@Injectable()
export class Clock {
  now(): Date {
    return new Date();
  }
}
