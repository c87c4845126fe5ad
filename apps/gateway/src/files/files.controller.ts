import {
  Controller,
  Get,
  Param,
  Post,
  Res,
  StreamableFile,
  UploadedFile,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes, ApiProduces, ApiTags } from '@nestjs/swagger';
import { type FileView, fileSchema, idSchema, Refusal } from '#libs/contracts';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import { CurrentVisitor } from '../access/current-visitor.decorator.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../access/principal.ts';
import type { HttpResponse } from '../http/express.ts';
import { Route } from '../openapi/route.decorator.ts';
import { FilesService } from './files.service.ts';
import { UploadGuard } from './upload.guard.ts';
import type { Upload } from './upload.ts';

const FORM: NonNullable<Extract<Parameters<typeof ApiBody>[0], { schema?: unknown }>['schema']> = {
  type: 'object',
  required: ['file'],
  properties: { file: { type: 'string', format: 'binary' } },
};

@ApiTags('Files')
@Controller('api/v1')
export class FilesController {
  constructor(private readonly files: FilesService) {}

  @Post('visitor/files')
  @UseGuards(UploadGuard)
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM })
  @Route({
    summary: 'A visitor uploads a file that a card asks for',
    description:
      'At most 10 MB; its type is what its content says: images (PNG, JPEG, GIF, WebP), PDF, text, CSV, office ' +
      'documents. Send its id as the answer then.',
    answer: [201, fileSchema],
    errors: [
      'invalid_body',
      'session_token_invalid',
      'session_closed',
      'wrong_phase',
      'not_found',
      'payload_too_large',
      'file_type_not_allowed',
      'rate_limited',
    ],
  })
  upload(
    @CurrentVisitor() { sessionId }: VisitorPrincipal,
    @UploadedFile() upload: Upload | undefined,
  ): Promise<FileView> {
    if (!upload)
      throw new Refusal('invalid_body', {
        errors: [{ path: 'file', code: 'required', message: 'A file is needed, as multipart/form-data' }],
      });
    return this.files.keep(sessionId, upload);
  }

  @Get('files/:id')
  @ApiProduces('application/octet-stream')
  @Route({ summary: 'What a visitor uploaded, to be saved', answer: [200, null], errors: ['not_found'] })
  async download(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) id: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    const { name, mediaType, bytes } = await this.files.get(id, agentId);
    const content = await this.files.content(id);
    // a stranger's file: saved and never shown, kept nowhere on the way
    response
      .attachment(name)
      .type(mediaType)
      .set({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; sandbox" });
    return new StreamableFile(content, { length: bytes });
  }
}
