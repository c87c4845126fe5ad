import { type ReadonlySignal, signal } from '@preact/signals';
import type { Insight, PlaybookSummary, SiteView, Trial } from '#libs/contracts';
import { CallFailed } from '../../api/http.ts';
import { type Desk, useDesk } from '../../app/desk.ts';
import { newest } from '../../app/newest.ts';
import { showFailure, showToast } from '../../app/toasts.ts';
import { guard } from '../../app/unsaved.ts';
import { AdminApi } from '../api.ts';
import { DraftStore } from '../draft/store.ts';
import type { Schema } from '../json/schema.ts';
import { t } from '../texts/index.ts';
import { TryStore } from '../try/store.ts';
import type { Edited } from './edited.ts';

/** A path in a draft, or a position in its text. */
export type Place = { path: string } | { position: number };

/** What an admin works with: as long as the sign-in lasts, so that nothing typed is lost by looking elsewhere. */
export class AdminDesk {
  readonly api: AdminApi;
  /** Null until read for the first time. */
  readonly playbooks = signal<readonly PlaybookSummary[] | null>(null);
  readonly sites = signal<readonly SiteView[]>([]);
  /** Versions never change, so they are read once. */
  readonly #versions = new Map<string, Promise<unknown>>();
  readonly #drafts = new Map<string, DraftStore>();
  readonly #walks = new Map<string, TryStore>();
  /** The last trial of each playbook. */
  readonly trials = signal<ReadonlyMap<string, Trial>>(new Map());
  /** The last numbers of each version. */
  readonly insights = signal<ReadonlyMap<string, Insight>>(new Map());
  /** The version that the graph shows; null: the draft. */
  readonly pictured = signal<string | null>(null);
  /** What the editor is to show of the draft. */
  readonly reveal = signal<Place | null>(null);
  /** Reads playbooks and sites. @throws CallFailed */
  readonly refresh: () => Promise<void>;
  #schema: Promise<Schema> | null = null;
  readonly #forms = new Map<string, Edited<unknown>>();
  readonly #atEnd: (end: () => void) => void;

  /** @param atEnd has something done when the agent leaves */
  constructor(api: AdminApi, atEnd: (end: () => void) => void) {
    this.api = api;
    this.#atEnd = atEnd;
    this.refresh = newest(
      () => Promise.all([api.playbooks(), api.sites()]),
      ([playbooks, sites]) => {
        this.playbooks.value = playbooks;
        this.sites.value = sites;
      },
    );
  }

  /** As it is stored now. @throws CallFailed */
  async readSite(siteId: string): Promise<SiteView> {
    const site = (await this.api.sites()).find(({ id }) => id === siteId);
    if (!site) throw new CallFailed('not_found');
    return site;
  }

  /** Runs a save of a site's settings, and says so where it was done. @throws CallFailed */
  async savedSite(save: () => Promise<boolean>): Promise<void> {
    if (!(await save())) return;
    await this.follow();
    showToast('good', t('saved'));
  }

  /** Reads them after something was done. Where they cannot be read that is said; what was done is done. */
  follow(): Promise<void> {
    return this.refresh().catch(showFailure);
  }

  draftOf(playbookId: string): DraftStore {
    const { api } = this;
    return remembered(this.#drafts, playbookId, () =>
      this.#guarded(
        new DraftStore({
          read: () => api.draft(playbookId),
          save: (revision, definition) => api.saveDraft(playbookId, revision, definition),
          addLiveChat: (revision) => api.addLiveChat(playbookId, revision),
          publish: (revision, note) => api.publish(playbookId, revision, note),
          validate: api.validate,
        }),
      ),
    );
  }

  /** The form of this name: what is typed into it stays while the admin looks elsewhere. */
  formOf<T>(name: string, make: () => Edited<T>): Edited<T> {
    return remembered(this.#forms, name, () => this.#guarded(make()) as Edited<unknown>) as Edited<T>;
  }

  walkOf(playbookId: string): TryStore {
    return remembered(this.#walks, playbookId, () => new TryStore(this.draftOf(playbookId).parsed, this.api.simulate));
  }

  /** The definition of a version. */
  version(versionId: string): Promise<unknown> {
    return remembered(this.#versions, versionId, async () => {
      try {
        return (await this.api.version(versionId)).definition;
      } catch (error) {
        this.#versions.delete(versionId);
        throw error;
      }
    });
  }

  schema(): Promise<Schema> {
    this.#schema ??= this.api.schema().catch((error) => {
      this.#schema = null;
      throw error;
    });
    return this.#schema;
  }

  /** A reload would lose what is not saved. */
  #guarded<T extends { dirty: ReadonlySignal<boolean> }>(kept: T): T {
    this.#atEnd(guard(kept.dirty));
    return kept;
  }

  tried(trial: Trial): void {
    this.trials.value = new Map(this.trials.peek()).set(trial.playbookId, trial);
  }

  counted(insight: Insight): void {
    this.insights.value = new Map(this.insights.peek()).set(insight.versionId, insight);
  }
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const there = known.get(key);
  if (there !== undefined) return there;
  const made = make();
  known.set(key, made);
  return made;
}

const desks = new WeakMap<Desk, AdminDesk>();

/** The admin's side of the signed-in agent's desk. */
export function useAdmin(): AdminDesk {
  const desk = useDesk();
  const known = desks.get(desk);
  if (known) return known;
  const made = new AdminDesk(new AdminApi(desk.api), (end) => desk.atEnd(end));
  desks.set(desk, made);
  return made;
}
