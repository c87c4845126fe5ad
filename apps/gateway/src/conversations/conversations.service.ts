import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Config } from '#libs/config';
import {
  type ConversationDetail,
  type ConversationList,
  type conversationListQuerySchema,
  sessionWorkflowId,
  type Timeline,
  visitorView,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { agentView } from '../fanout/agent-view.ts';
import { SETTINGS } from '../settings/tokens.ts';
import { ReceiptsService } from '../talk/receipts.service.ts';

/** Reading conversations, as agents and as visitors may see them. */
@Injectable()
export class ConversationsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly config: Config,
    private readonly receipts: ReceiptsService,
  ) {}

  /** Refusal `invalid_body` for a place that is none. */
  list(agentId: string, query: z.output<typeof conversationListQuerySchema>): Promise<ConversationList> {
    const { folder, limit, after, until, ...filters } = query;
    return this.database.sessions.list({ folder, limit, after, until, filters, agentId });
  }

  /** Refusal `not_found`. */
  async detail(agentId: string, sessionId: string): Promise<ConversationDetail> {
    const detail = await this.database.sessions.detail(sessionId, agentId);
    return { ...detail, workflowUrl: this.#workflowUrl(sessionId) };
  }

  /** Refusal `not_found` for what the agent may not see. */
  requireVisible(agentId: string, sessionId: string): Promise<void> {
    return this.database.sessions.requireVisible(sessionId, agentId);
  }

  /** Refusal `not_found`. */
  async timelineForAgent(agentId: string, sessionId: string, after: number): Promise<Timeline> {
    await this.requireVisible(agentId, sessionId);
    const timeline = await this.database.timeline.read(sessionId, after);
    const receipts = await this.receipts.ofReader(sessionId, agentId);
    return { ...timeline, entries: timeline.entries.map(agentView), ...receipts };
  }

  /** Refusal `not_found`. */
  async timelineForVisitor(sessionId: string, after: number): Promise<Timeline> {
    const timeline = await this.database.timeline.read(sessionId, after);
    const receipts = await this.receipts.ofReader(sessionId, null);
    return { ...timeline, entries: timeline.entries.map(visitorView), ...receipts };
  }

  #workflowUrl(sessionId: string): string | null {
    const { temporalUiUrl, temporal } = this.config;
    if (temporalUiUrl === null) return null;
    return `${temporalUiUrl}/namespaces/${encodeURIComponent(temporal.namespace)}/workflows/${sessionWorkflowId(sessionId)}`;
  }
}
