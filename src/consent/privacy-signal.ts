import { type Request } from 'express';

/** Whether the browser asks for its user's data to be neither sold nor shared: Global Privacy Control, `Sec-GPC: 1`. */
export function sendsPrivacySignal(request: Request): boolean {
  return request.headers['sec-gpc'] === '1';
}
