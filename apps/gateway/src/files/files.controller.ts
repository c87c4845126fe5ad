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
import { type ErrorCode, type FileView, fileSchema, idSchema, Refusal } from '#libs/contracts';
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

const TAKEN =
  'At most 10 MB; its type is what its content says: images (PNG, JPEG, GIF, WebP), PDF, text, CSV, office documents.';
const UPLOAD: readonly ErrorCode[] = [
  'invalid_body',
  'session_closed',
  'wrong_phase',
  'not_found',
  'payload_too_large',
  'file_type_not_allowed',
  'too_many_files',
  'rate_limited',
];

function required(upload: Upload | undefined): Upload {
  if (upload) return upload;
  throw new Refusal('invalid_body', {
    errors: [{ path: 'file', code: 'required', message: 'A file is needed, as multipart/form-data' }],
  });
}

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
    summary: 'A visitor uploads a file: one that a card asks for, or one to show people',
    description: `${TAKEN} Send its id then: as the answer, or with a message.`,
    answer: [201, fileSchema],
    errors: ['session_token_invalid', ...UPLOAD],
  })
  upload(
    @CurrentVisitor() { sessionId }: VisitorPrincipal,
    @UploadedFile() upload: Upload | undefined,
  ): Promise<FileView> {
    return this.files.keep(sessionId, null, required(upload));
  }

  @Post('conversations/:id/files')
  @UseGuards(UploadGuard)
  @UseInterceptors(FileInterceptor('file'))
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: FORM })
  @Route({
    summary: 'An agent uploads a file for the conversation that they lead',
    description: `${TAKEN} Send its id with a message then; the visitor does not see it before.`,
    answer: [201, fileSchema],
    errors: ['not_assignee', ...UPLOAD],
  })
  attach(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @UploadedFile() upload: Upload | undefined,
  ): Promise<FileView> {
    return this.files.keep(sessionId, agentId, required(upload));
  }

  @Get('visitor/files/:id')
  @ApiProduces('application/octet-stream')
  @Route({
    summary: 'A file of the visitor’s session: their own, or what an agent sent',
    answer: [200, null],
    errors: ['not_found'],
  })
  async downloadShown(
    @CurrentVisitor() { sessionId }: VisitorPrincipal,
    @Param('id', { schema: idSchema }) id: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    return this.#send(await this.files.shown(id, sessionId), response);
  }

  @Get('files/:id')
  @ApiProduces('application/octet-stream')
  @Route({ summary: 'What visitor or agent uploaded, to be saved', answer: [200, null], errors: ['not_found'] })
  async download(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) id: string,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    return this.#send(await this.files.get(id, agentId), response);
  }

  async #send({ id, name, mediaType, bytes }: FileView, response: HttpResponse): Promise<StreamableFile> {
    const content = await this.files.content(id);
    // a stranger's file: saved and never shown, kept nowhere on the way
    response
      .attachment(name)
      .type(mediaType)
      .set({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; sandbox" });
    return new StreamableFile(content, { length: bytes });
  }
}
