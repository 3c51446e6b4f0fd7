import { Injectable } from '@nestjs/common';
import { type ErasableSource } from '../sources/erasing.js';
import { type RemoteConnection } from '../sources/remote-writer.js';
import { SourcePins } from '../sources/source-pins.js';

/** Connections that change rows in other databases: none before it is certain that the database is the one that is meant. */
@Injectable()
export class RemoteConnections {
  constructor(private readonly pins: SourcePins) {}

  /** @returns undefined of the portal itself @throws SourceUnavailable, also where it is another database than was accepted */
  async open({ id, writer }: Pick<ErasableSource, 'id' | 'writer'>): Promise<RemoteConnection | undefined> {
    if (writer === undefined) return undefined;
    const opening = writer.open();
    opening.catch(() => undefined);
    try {
      // What is read must be what is written: rows are found in the one and erased in the other.
      await this.pins.check(id);
    } catch (error) {
      await opening.then((opened) => opened.close()).catch(() => undefined);
      throw error;
    }
    const connection = await opening;
    try {
      await this.pins.demand(id, await connection.fingerprint());
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** A connection for one use. @throws SourceUnavailable */
  async using<T>(
    source: Pick<ErasableSource, 'id' | 'writer'>,
    work: (connection: RemoteConnection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.open(source);
    if (connection === undefined) throw new Error(`The source ${source.id} has no connection of its own.`);
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }
}
