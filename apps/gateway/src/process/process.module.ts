import { Global, Module } from '@nestjs/common';
import { ProcessClient } from './process.client.ts';

@Global()
@Module({ providers: [ProcessClient], exports: [ProcessClient] })
export class ProcessModule {}
