import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  assignBodySchema,
  type CommandDone,
  type ConversationDetail,
  type ConversationList,
  closeBodySchema,
  commandDoneSchema,
  conversationDetailSchema,
  conversationListQuerySchema,
  conversationListSchema,
  createResultBodySchema,
  detailsBodySchema,
  type ErrorCode,
  handBackBodySchema,
  idSchema,
  noteBodySchema,
  reassignBodySchema,
  returnBodySchema,
  type Timeline,
  timelineQuerySchema,
  timelineSchema,
} from '#libs/contracts';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { Route } from '../openapi/route.decorator.ts';
import { CommandsService } from './commands.service.ts';
import { ConversationsService } from './conversations.service.ts';

const detailsSavedSchema = z.object({ version: z.number().int() }).meta({ id: 'DetailsSaved' });
/** Of every command. */
const COMMAND: readonly ErrorCode[] = ['invalid_body', 'not_found'];

@ApiTags('Conversations')
@Controller('api/v1/conversations')
export class ConversationsController {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly commands: CommandsService,
  ) {}

  @Get()
  @Route({
    summary: 'A folder of conversations, or a range of it',
    description:
      'A snapshot: read it again on connect, on `conversations:changed` and every 30 s. A long folder is read by ' +
      'ranges: the first with nothing, further ones `after` the `next` of the one before. To read a range again, name ' +
      'its ends, `after` and `until`.',
    answer: [200, conversationListSchema],
    errors: ['invalid_body'],
  })
  list(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Query({ schema: conversationListQuerySchema }) query: z.output<typeof conversationListQuerySchema>,
  ): Promise<ConversationList> {
    return this.conversations.list(agentId, query);
  }

  @Get(':id')
  @Route({
    summary: 'A conversation with its details and results',
    answer: [200, conversationDetailSchema],
    errors: ['not_found'],
  })
  detail(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
  ): Promise<ConversationDetail> {
    return this.conversations.detail(agentId, sessionId);
  }

  @Get(':id/timeline')
  @Route({
    summary: 'What was said and done, after a seq',
    description: 'At most 200 entries; `lastSeq` tells whether there are more.',
    answer: [200, timelineSchema],
    errors: ['invalid_body', 'not_found'],
  })
  timeline(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Query({ schema: timelineQuerySchema }) { after }: z.output<typeof timelineQuerySchema>,
  ): Promise<Timeline> {
    return this.conversations.timelineForAgent(agentId, sessionId, after);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Route({
    summary: 'Take a conversation from Unassigned, or give it to an online agent',
    description:
      'Whoever is first wins; `already_assigned` names them. While it is offered to somebody, only they, supervisors and admins may.',
    answer: [200, commandDoneSchema],
    errors: [
      ...COMMAND,
      'already_assigned',
      'offered_elsewhere',
      'wrong_phase',
      'session_closed',
      'wrong_team',
      'agent_offline',
      'agent_busy',
    ],
  })
  assign(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: assignBodySchema }) body: z.output<typeof assignBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.assign({ ...body, sessionId, byAgentId });
  }

  @Post(':id/reassign')
  @HttpCode(200)
  @Route({
    summary: 'Give a conversation to another online agent',
    description: 'Agents reassign their own conversations, supervisors those of their team, admins all.',
    answer: [200, commandDoneSchema],
    errors: [
      ...COMMAND,
      'not_assignee',
      'already_assigned',
      'wrong_phase',
      'session_closed',
      'wrong_team',
      'agent_offline',
      'agent_busy',
    ],
  })
  reassign(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: reassignBodySchema }) body: z.output<typeof reassignBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.reassign({ ...body, sessionId, byAgentId });
  }

  @Post(':id/return')
  @HttpCode(200)
  @Route({
    summary: 'Return a conversation to Unassigned',
    description:
      'Agents return their own conversations, supervisors those of their team, admins all. The visitor waits anew.',
    answer: [200, commandDoneSchema],
    errors: [...COMMAND, 'not_assignee', 'wrong_phase', 'session_closed'],
  })
  giveBack(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: returnBodySchema }) body: z.output<typeof returnBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.giveBack({ ...body, sessionId, byAgentId });
  }

  @Post(':id/close')
  @HttpCode(200)
  @Route({
    summary: 'Close a conversation for good',
    description:
      'Agents close their own conversations and waiting ones, supervisors those of their team, admins all. Results and ' +
      'notes may follow. `reasonId` is one of `GET /close-reasons`; visitors see neither it nor the note.',
    answer: [200, commandDoneSchema],
    errors: [...COMMAND, 'not_assignee', 'wrong_phase', 'session_closed'],
  })
  close(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: closeBodySchema }) body: z.output<typeof closeBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.close({ ...body, sessionId, byAgentId });
  }

  @Post(':id/hand-back')
  @HttpCode(200)
  @Route({
    summary: 'Hand the visitor back to the bot',
    description:
      'Agents hand back their own conversations, supervisors those of their team, admins all. The playbook says how it ' +
      'goes on.',
    answer: [200, commandDoneSchema],
    errors: [...COMMAND, 'not_assignee', 'wrong_phase', 'session_closed'],
  })
  handBack(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: handBackBodySchema }) body: z.output<typeof handBackBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.handBack({ ...body, sessionId, byAgentId });
  }

  @Post(':id/results')
  @HttpCode(200)
  @Route({
    summary: 'Create a lead, a deal or an activity',
    description: 'Also of a closed conversation. It is pending at first; another one needs another clientId.',
    answer: [200, commandDoneSchema],
    errors: COMMAND,
  })
  requestResult(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: createResultBodySchema }) body: z.output<typeof createResultBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.requestResult({ ...body, sessionId, byAgentId });
  }

  @Post(':id/notes')
  @HttpCode(200)
  @Route({ summary: 'Write an internal note', answer: [200, commandDoneSchema], errors: COMMAND })
  note(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: noteBodySchema }) body: z.output<typeof noteBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.note({ ...body, sessionId, byAgentId });
  }

  @Put(':id/details')
  @Route({
    summary: 'Change the details beside a conversation',
    description: 'Send `detailsVersion` as it was read; `stale_version` means: read again.',
    answer: [200, detailsSavedSchema],
    errors: [...COMMAND, 'stale_version'],
  })
  updateDetails(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: detailsBodySchema }) body: z.output<typeof detailsBodySchema>,
  ): Promise<z.output<typeof detailsSavedSchema>> {
    return this.commands.updateDetails({ ...body, sessionId, byAgentId });
  }

  @Delete(':id')
  @HttpCode(204)
  @Route({
    summary: 'Erase what a session holds of a person',
    description: 'Deletes words, details, results and the CRM records made from them; ids and times remain.',
    answer: [204, null],
    errors: ['not_found'],
  })
  erase(@Param('id', { schema: idSchema }) sessionId: string): Promise<void> {
    return this.commands.erase(sessionId);
  }
}
