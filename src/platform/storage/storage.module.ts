import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { ObjectStore } from './object-store.js';
import { openStore } from './open-store.js';

/** Provides the one `ObjectStore` of this process. */
@Global()
@Module({
  providers: [{ provide: ObjectStore, inject: [Config], useFactory: (config: Config) => openStore(config) }],
  exports: [ObjectStore],
})
export class StorageModule {}
