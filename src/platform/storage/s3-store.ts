import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  paginateListObjectsV2,
  S3Client,
  type ListMultipartUploadsCommandInput,
  type ListMultipartUploadsCommandOutput,
  type MultipartUpload,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { type Readable } from 'node:stream';
import { checkedKey } from './object-key.js';
import { type ByteRange, ObjectStore } from './object-store.js';
import { type S3Address } from './s3-url.js';
import { ObjectMissing, StorageFull } from './storage-errors.js';

/** One part in sending and one being filled bound the memory of an upload. 10,000 parts at most: 80 GB. */
const PART_SIZE = 8 * 1024 * 1024;
const PARTS_AT_ONCE = 2;
const CONNECT_WITHIN = 10_000;
const ANSWER_WITHIN = 60_000;

type UploadsPage = Pick<
  ListMultipartUploadsCommandOutput,
  'Uploads' | 'IsTruncated' | 'NextKeyMarker' | 'NextUploadIdMarker'
>;

/** Objects in one bucket of an S3-compatible store, addressed by path. */
export class S3Store extends ObjectStore {
  private readonly client: S3Client;

  constructor(private readonly address: S3Address) {
    super();
    this.client = new S3Client({
      endpoint: address.endpoint,
      region: address.region,
      forcePathStyle: true,
      credentials: { accessKeyId: address.accessKeyId, secretAccessKey: address.secretAccessKey },
      maxAttempts: 4,
      requestHandler: { connectionTimeout: CONNECT_WITHIN, socketTimeout: ANSWER_WITHIN },
      // Checksums in trailers are newer than many compatible stores; the bundle's own SHA-256 is checked by whoever reads it.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    });
  }

  override async put(key: string, content: Readable): Promise<void> {
    const upload = new Upload({
      client: this.client,
      params: { ...this.named(key), Body: content, ContentType: 'application/octet-stream' },
      partSize: PART_SIZE,
      queueSize: PARTS_AT_ONCE,
      leavePartsOnError: false,
    });
    try {
      await upload.done();
    } catch (error) {
      content.destroy();
      throw asFull(error);
    }
  }

  override async size(key: string): Promise<number | undefined> {
    try {
      return (await this.client.send(new HeadObjectCommand(this.named(key)))).ContentLength;
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  override async read(key: string, range?: ByteRange): Promise<Readable> {
    const bytes = range === undefined ? undefined : `bytes=${range.start}-${range.end}`;
    try {
      const found = await this.client.send(new GetObjectCommand({ ...this.named(key), Range: bytes }));
      // In Node the body is a stream of node:http.
      return found.Body as Readable;
    } catch (error) {
      if (statusOf(error) === 404) throw new ObjectMissing(key, { cause: error });
      throw error;
    }
  }

  override async *list(folder: string): AsyncGenerator<string> {
    const { bucket: Bucket, prefix } = this.address;
    const pages = paginateListObjectsV2(
      { client: this.client },
      { Bucket, Prefix: `${prefix}${checkedKey(folder)}/` },
    );
    for await (const { Contents } of pages) {
      for (const { Key } of Contents ?? []) if (Key !== undefined) yield Key.slice(prefix.length);
    }
  }

  /** Uploads first, so that none completes behind the deletion; the object goes even where they cannot be listed. */
  override async delete(key: string): Promise<void> {
    try {
      for (const upload of await this.unfinished(key)) await this.abort(upload);
    } finally {
      await this.client.send(new DeleteObjectCommand(this.named(key)));
    }
  }

  /** Uploads of this key that were begun and neither completed nor aborted: their parts hold data nobody lists. */
  private async unfinished(key: string): Promise<MultipartUpload[]> {
    const { Bucket, Key } = this.named(key);
    const found: MultipartUpload[] = [];
    const asked: ListMultipartUploadsCommandInput = { Bucket, Prefix: Key };
    for (;;) {
      const answer = await this.listUploads(asked);
      found.push(...(answer.Uploads ?? []).filter((upload) => upload.Key === Key));
      if (answer.IsTruncated !== true || answer.NextKeyMarker === undefined) return found;
      [asked.KeyMarker, asked.UploadIdMarker] = [answer.NextKeyMarker, answer.NextUploadIdMarker];
    }
  }

  /** A store that does not know the call keeps no list; its own clean-up of old parts has to do. */
  private async listUploads(asked: ListMultipartUploadsCommandInput): Promise<UploadsPage> {
    try {
      return await this.client.send(new ListMultipartUploadsCommand(asked));
    } catch (error) {
      if (statusOf(error) === 501) return {};
      throw error;
    }
  }

  private async abort(upload: MultipartUpload): Promise<void> {
    try {
      const { Key, UploadId } = upload;
      await this.client.send(new AbortMultipartUploadCommand({ Bucket: this.address.bucket, Key, UploadId }));
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }

  private named(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.address.bucket, Key: `${this.address.prefix}${checkedKey(key)}` };
  }
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode;
}

/** 507 is what stores answer whose disks are full; the names are those of common ones. */
function asFull(error: unknown): unknown {
  const { name } = (error ?? {}) as { name?: unknown };
  const full = ['XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage', 'EntityQuotaExceeded'];
  return statusOf(error) === 507 || full.includes(String(name)) ? new StorageFull({ cause: error }) : error;
}
