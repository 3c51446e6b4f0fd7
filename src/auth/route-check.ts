import { Injectable, type OnApplicationBootstrap, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { ALLOW } from './allow.js';

/** Keeps a portal from starting while one of its handlers does not say who may call it. */
@Injectable()
export class RouteCheck implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Error that names the handlers */
  onApplicationBootstrap(): void {
    const open = this.discovery.getControllers().flatMap(({ metatype }) => {
      if (typeof metatype !== 'function') return [];
      const prototype = metatype.prototype as Record<string, object>;
      return this.scanner
        .getAllMethodNames(prototype)
        .filter((name) => this.isOpen(metatype, prototype[name]))
        .map((name) => `${metatype.name}.${name}`);
    });
    if (open.length > 0) throw new Error(`No @Allow says who may call ${open.join(', ')}.`);
  }

  private isOpen(controller: NewableFunction | (() => unknown), handler: object | undefined): boolean {
    if (typeof handler !== 'function') return false;
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return false;
    return (
      this.reflector.getAllAndOverride<unknown>(ALLOW, [handler as never, controller as never]) === undefined
    );
  }
}
