import { Inject, Injectable } from '@nestjs/common';
import { type PlaybookDraft, type PlaybookPublished, Refusal } from '#libs/contracts';
import type { Database, Draft } from '#libs/database';
import { addLiveChat } from '#libs/playbook';
import { DATABASE } from '../database/tokens.ts';
import { ChecksService } from './checks.service.ts';

/** Who changes which draft, and as of which revision they read it. */
export interface DraftChange {
  playbookId: string;
  revision: number;
  agentId: string;
}

/** Problems of a draft that cannot even be stored: whatever reads it later would fail on them. */
const UNSTORABLE: ReadonlySet<string> = new Set(['too_deep', 'unsafe_key', 'unstorable_text', 'playbook_too_large']);

/** What admins work on. A draft may have problems; what is published has none. */
@Injectable()
export class DraftsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly checks: ChecksService,
  ) {}

  async read(playbookId: string): Promise<PlaybookDraft> {
    return this.#view(await this.database.playbooks.draft(playbookId));
  }

  async save(
    { playbookId, revision, agentId }: DraftChange,
    definition: Record<string, unknown>,
  ): Promise<PlaybookDraft> {
    const errors = (await this.checks.problems(definition)).filter(({ code }) => UNSTORABLE.has(code));
    if (errors.length > 0) throw new Refusal('invalid_playbook', { errors });
    return this.#view(await this.database.playbooks.saveDraft(playbookId, revision, definition, agentId));
  }

  /** A live-chat card and the way to it. Refusal `invalid_playbook` where it has problems, or such a card. */
  async addLiveChat(change: DraftChange): Promise<PlaybookDraft> {
    const { definition, revision } = await this.database.playbooks.draft(change.playbookId);
    if (revision !== change.revision) throw new Refusal('stale_version');
    const added = addLiveChat(definition);
    if (added.ok) return this.save(change, { ...added.definition });
    if (added.reason === 'invalid_playbook') throw new Refusal('invalid_playbook', { errors: added.problems });
    const path = `cards.${added.cardId}`;
    throw new Refusal('invalid_playbook', {
      errors: [{ path, code: 'has_live_chat', message: 'The playbook has a live-chat card already' }],
    });
  }

  async publish({ playbookId, revision, agentId }: DraftChange, note: string | undefined): Promise<PlaybookPublished> {
    const draft = await this.database.playbooks.draft(playbookId);
    if (draft.revision !== revision) throw new Refusal('stale_version');
    const definition = await this.checks.publishable(draft.definition);
    return this.database.playbooks.publishDraft(playbookId, revision, definition, agentId, note);
  }

  async #view({ playbookId, revision, definition, updatedAt, updatedBy }: Draft): Promise<PlaybookDraft> {
    const problems = await this.checks.problems(definition);
    return { playbookId, revision, definition, problems, updatedAt, updatedBy };
  }
}
