import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import type { Config } from '#libs/config';
import { SETTINGS } from '../settings/tokens.ts';
import { DiskStore } from './disk-store.ts';
import { FILE_STORE, type FileStore } from './file-store.ts';
import { FilesController } from './files.controller.ts';
import { FilesService } from './files.service.ts';
import { uploadsInto } from './upload.ts';

/** In a bucket where one is set, else in the folder. */
async function storeOf({ filesDir, s3 }: Config): Promise<FileStore> {
  if (s3 === null) return new DiskStore(filesDir);
  // only who keeps files there loads the client
  const { S3Store } = await import('./s3-store.ts');
  const { bucket, endpoint, region, credentials } = s3;
  return new S3Store(bucket, {
    region,
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(credentials && { credentials }),
  });
}

@Module({
  providers: [
    {
      provide: FILE_STORE,
      inject: [SETTINGS],
      useFactory: storeOf,
    },
  ],
  exports: [FILE_STORE],
})
class FileStoreModule {}

@Module({
  imports: [
    FileStoreModule,
    MulterModule.registerAsync({ imports: [FileStoreModule], inject: [FILE_STORE], useFactory: uploadsInto }),
  ],
  controllers: [FilesController],
  providers: [FilesService],
  exports: [FilesService],
})
export class FilesModule {}
