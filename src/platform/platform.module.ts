import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { Clock } from './clock/clock.js';
import { Config } from './config/config.js';
import { Keyring, openKeyring } from './crypto/keyring.js';
import { Sealer } from './crypto/sealer.js';
import { type Database } from './database/database.js';
import { SnakeNaming } from './database/snake-naming.js';
import { StreamPool } from './database/stream-pool.js';
import { Cursors } from './http/cursors.js';

/** What every room may count on: settings, time, secrets, the database. */
@Global()
@Module({})
export class PlatformModule {
  static for(config: Config, database: Database, clock: Clock): DynamicModule {
    const registry = new Registry();
    collectDefaultMetrics({ register: registry, prefix: 'athar_' });
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: database.appUrl,
          autoLoadEntities: true,
          synchronize: false,
          namingStrategy: new SnakeNaming(),
          poolSize: 20,
          applicationName: 'athar',
          // Statements carry personal data, so none is ever logged.
          logging: false,
          // The schema was brought up to date a moment ago: a database that is gone now ends the start, which says why.
          toRetry: () => false,
          extra: { statement_timeout: 60_000, idle_in_transaction_session_timeout: 120_000 },
        }),
      ],
      providers: [
        { provide: Config, useValue: config },
        { provide: Keyring, useFactory: () => openKeyring(config.secretFile) },
        { provide: StreamPool, useFactory: () => new StreamPool(database.appUrl) },
        { provide: Registry, useValue: registry },
        { provide: Clock, useValue: clock },
        Sealer,
        Cursors,
      ],
      exports: [Config, Keyring, StreamPool, Registry, Clock, Sealer, Cursors],
    };
  }
}
