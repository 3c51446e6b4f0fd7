import { Controller, Get, Param } from '@nestjs/common';
import { Allow } from '../../auth/allow.js';
import { CurrentPrincipal } from '../../auth/current-principal.js';
import { type Principal } from '../../auth/principal.js';
import { Operation } from '../../platform/http/operation.js';
import { ReceiptView } from './erasure-schemas.js';
import { ReceiptAccess } from './receipt-access.js';
import { ReferenceParams } from './request-schemas.js';

/** What became of an own erasure. */
@Controller('api/v1/requests')
export class ReceiptController {
  constructor(private readonly access: ReceiptAccess) {}

  @Get(':reference/receipt')
  @Allow('requester')
  @Operation({
    summary:
      'The signed outcome of an own erasure: what was erased, anonymised, detached and retained, and why',
    params: ReferenceParams,
    answers: {
      200: ['The receipt', ReceiptView],
      404: ['Not one of the caller’s own'],
      409: ['There is no outcome yet'],
    },
  })
  receipt(@CurrentPrincipal() principal: Principal, @Param('reference') reference: string) {
    return this.access.own(principal, reference);
  }
}
