import { Body, Controller, Get, HttpCode, Param, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  agentTranscriptQuerySchema,
  idSchema,
  transcriptMailBodySchema,
  transcriptMailSchema,
  transcriptQuerySchema,
} from '#libs/contracts';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import { CurrentVisitor } from '../access/current-visitor.decorator.ts';
import type { AgentPrincipal, VisitorPrincipal } from '../access/principal.ts';
import type { HttpResponse } from '../http/express.ts';
import { Route } from '../openapi/route.decorator.ts';
import { asFile } from './file.ts';
import { TranscriptsService } from './transcripts.service.ts';

type MailBody = z.output<typeof transcriptMailBodySchema>;

@ApiTags('Transcripts')
@Controller('api/v1')
export class TranscriptsController {
  constructor(private readonly transcripts: TranscriptsService) {}

  @Get('conversations/:id/transcript')
  @ApiProduces('text/plain', 'application/json')
  @Route({
    summary: 'What was said, as a file',
    description: 'With notes, unless `notes=false`: then as the visitor saw it.',
    answer: [200, null],
    errors: ['invalid_body', 'not_found'],
  })
  async ofConversation(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Query({ schema: agentTranscriptQuerySchema }) { format, notes }: z.output<typeof agentTranscriptQuerySchema>,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    return asFile(await this.transcripts.forAgent(agentId, sessionId, notes), format, response);
  }

  @Post('conversations/:id/transcript-mails')
  @HttpCode(202)
  @Route({
    summary: 'Send the transcript by e-mail, as the visitor saw it',
    answer: [202, transcriptMailSchema],
    errors: ['invalid_body', 'not_found', 'mail_disabled'],
  })
  mail(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: transcriptMailBodySchema }) body: MailBody,
  ): Promise<{ id: string }> {
    return this.transcripts.mailByAgent(agentId, { sessionId, ...body });
  }

  @Get('visitor/transcript')
  @ApiProduces('text/plain', 'application/json')
  @Route({
    summary: 'The visitor’s own chat, as a file',
    answer: [200, null],
    errors: ['invalid_body', 'session_token_invalid', 'not_found'],
  })
  async ofVisitor(
    @CurrentVisitor() { sessionId }: VisitorPrincipal,
    @Query({ schema: transcriptQuerySchema }) { format }: z.output<typeof transcriptQuerySchema>,
    @Res({ passthrough: true }) response: HttpResponse,
  ): Promise<StreamableFile> {
    return asFile(await this.transcripts.forVisitor(sessionId), format, response);
  }

  @Post('visitor/transcript-mails')
  @HttpCode(202)
  @Route({
    summary: 'Send the visitor’s own chat by e-mail',
    description: 'A few times in one session: the address is whatever was typed.',
    answer: [202, transcriptMailSchema],
    errors: ['invalid_body', 'session_token_invalid', 'not_found', 'mail_disabled', 'rate_limited'],
  })
  mailToVisitor(
    @CurrentVisitor() { sessionId }: VisitorPrincipal,
    @Body({ schema: transcriptMailBodySchema }) body: MailBody,
  ): Promise<{ id: string }> {
    return this.transcripts.mailByVisitor({ sessionId, ...body });
  }
}
