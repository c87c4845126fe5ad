import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { idSchema, Refusal } from '#libs/contracts';
import type { FileStore } from './file-store.ts';

/** Keeps files in a bucket of an S3-compatible service. Their keys are their ids: nothing that a visitor chose. */
export class S3Store implements FileStore {
  readonly #client: S3Client;
  readonly #bucket: string;

  /** @param client where the service is and how to sign in; what is left out comes from the AWS environment */
  constructor(bucket: string, client: S3ClientConfig) {
    this.#bucket = bucket;
    // other services than Amazon's do not know the checksums that are newer than S3 itself
    this.#client = new S3Client({
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      ...client,
    });
  }

  async write(id: string, content: Readable): Promise<number> {
    // a file is at most 10 MB; an upload that breaks off makes no object
    const bytes = await buffer(content);
    await this.#client.send(
      new PutObjectCommand({ ...this.#object(id), Body: bytes, ContentType: 'application/octet-stream' }),
    );
    return bytes.length;
  }

  async read(id: string): Promise<Readable> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(this.#object(id)));
      return Body as Readable;
    } catch (error) {
      if (error instanceof NoSuchKey) throw new Refusal('not_found');
      throw error;
    }
  }

  async remove(id: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand(this.#object(id)));
  }

  /** An id is nothing but an id. */
  #object(id: string): { Bucket: string; Key: string } {
    return { Bucket: this.#bucket, Key: idSchema.parse(id) };
  }
}
