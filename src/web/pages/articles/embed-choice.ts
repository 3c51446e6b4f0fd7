import { Injectable } from '@nestjs/common';
import { type Request } from 'express';

/** Whether a visitor agreed once and for all to content of other sites. */
export abstract class EmbedChoice {
  abstract allows(request: Request): Promise<boolean>;
}

/** Nobody has: each embed asks for itself. */
@Injectable()
export class EachEmbedAsks extends EmbedChoice {
  override async allows(): Promise<boolean> {
    return false;
  }
}
