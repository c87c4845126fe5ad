import { Module } from '@nestjs/common';
import { MulterModule } from '@nestjs/platform-express';
import type { Config } from '#libs/config';
import { SETTINGS } from '../settings/tokens.ts';
import { DiskStore } from './disk-store.ts';
import { FILE_STORE, type FileStore } from './file-store.ts';
import { FilesController } from './files.controller.ts';
import { FilesService } from './files.service.ts';
import { uploadsInto } from './upload.ts';

@Module({
  providers: [
    {
      provide: FILE_STORE,
      inject: [SETTINGS],
      useFactory: ({ filesDir }: Config): FileStore => new DiskStore(filesDir),
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
