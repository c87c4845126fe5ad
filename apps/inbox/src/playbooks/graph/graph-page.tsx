import { useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { Maximize, ZoomIn, ZoomOut } from 'lucide';
import { useEffect, useMemo } from 'preact/hooks';
import type { PlaybookSummary } from '#libs/contracts';
import { go } from '../../app/route.ts';
import { showFailure } from '../../app/toasts.ts';
import { Icon } from '../../ui/icon.tsx';
import { cardOf } from '../json/path.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { CardPanel } from './card-panel.tsx';
import { Picture } from './picture.tsx';
import { cardIn, PictureState, startOf } from './picture-state.ts';
import { useDrawn, useInsight } from './use-drawn.ts';

/** The playbook as a picture, with what real visitors did on it. */
export function GraphPage({ playbook }: { playbook: PlaybookSummary }) {
  const admin = useAdmin();
  const draft = admin.draftOf(playbook.id);
  const state = useMemo(() => new PictureState(), [playbook.id]);
  const selected = useSignal<string | null>(null);
  const pictured = playbook.versions.find(({ id }) => id === admin.pictured.value) ?? null;
  // the draft has no visitors: the newest version's numbers stand on it
  const counted = pictured ?? playbook.versions[0] ?? null;
  const insight = useInsight(admin, counted?.id ?? null);
  const shownInsight = useSignal(insight);
  useEffect(() => {
    shownInsight.value = insight;
  }, [insight]);

  const definition = useSignal<unknown>(null);
  useSignalEffect(() => {
    const versions = admin.playbooks.value?.find(({ id }) => id === playbook.id)?.versions ?? [];
    const version = versions.find(({ id }) => id === admin.pictured.value);
    if (version === undefined) {
      const parsed = draft.parsed.value;
      // text that is not finished leaves the last picture
      if (parsed.ok) definition.value = parsed.definition;
      return;
    }
    admin.version(version.id).then((found) => {
      // another one may have been chosen meanwhile
      if (admin.pictured.peek() === version.id) definition.value = found;
    }, showFailure);
  });
  const { drawn, busy } = useDrawn(definition, shownInsight);
  useEffect(() => {
    if (drawn) state.laidOut(drawn.layout, startOf(drawn.graph));
  }, [state, drawn?.layout]);

  const problems = pictured === null ? draft.problems.value : [];
  const wrong = useComputed(() => new Set(draft.problems.value.flatMap(({ path }) => cardOf(path) ?? [])));
  const card = drawn && selected.value !== null ? cardIn(drawn.graph, selected.value) : null;
  return (
    <div class="graph-page">
      <div class="graph-bar">
        <label class="field field-row">
          <span>{t('picture')}</span>
          <select
            data-testid="graph-version"
            value={pictured?.id ?? 'draft'}
            onChange={(event) => {
              const { value } = event.currentTarget;
              admin.pictured.value = value === 'draft' ? null : value;
              selected.value = null;
            }}
          >
            <option value="draft" selected={pictured === null}>
              {t('draft')}
            </option>
            {playbook.versions.map(({ id, version }) => (
              <option key={id} value={id} selected={id === pictured?.id}>
                {t('version', { version })}
              </option>
            ))}
          </select>
        </label>
        <span class="muted graph-numbers-of" data-testid="graph-numbers">
          {insight === null || counted === null
            ? t('noNumbers')
            : t('numbersOf', { version: counted.version, count: insight.sessions })}
        </span>
        {busy && (
          <span class="graph-busy muted" role="status">
            <span class="spinner" aria-hidden="true" />
            {t('layingOut')}
          </span>
        )}
      </div>
      <div class="graph-stage">
        {drawn === null ? (
          <p class="on-demand muted">{t('loading')}</p>
        ) : drawn.graph.cards.length === 0 ? (
          <p class="on-demand muted">{t('noCards')}</p>
        ) : (
          <Picture
            state={state}
            drawn={drawn}
            wrong={pictured === null ? wrong.value : new Set()}
            selected={selected}
          />
        )}
        <fieldset class="graph-tools" aria-label={t('zoom')}>
          <button
            type="button"
            class="button button-icon"
            title={t('zoomIn')}
            aria-label={t('zoomIn')}
            onClick={() => state.zoom(1.3)}
          >
            <Icon of={ZoomIn} />
          </button>
          <button
            type="button"
            class="button button-icon"
            title={t('zoomOut')}
            aria-label={t('zoomOut')}
            onClick={() => state.zoom(1 / 1.3)}
          >
            <Icon of={ZoomOut} />
          </button>
          <button
            type="button"
            class="button button-icon"
            title={t('showEverything')}
            aria-label={t('showEverything')}
            data-testid="graph-fit"
            onClick={() => state.showAll()}
          >
            <Icon of={Maximize} />
          </button>
        </fieldset>
        {card && drawn && (
          <CardPanel
            card={card}
            drawn={drawn}
            problems={problems.filter(({ path }) => cardOf(path) === card.id)}
            results={(insight?.results ?? []).filter(({ cardId }) => cardId === card.id)}
            onGo={(id) => {
              state.show(id);
              selected.value = id;
            }}
            onEdit={() => {
              admin.reveal.value = { path: `cards.${card.id}` };
              go({ page: 'playbooks', playbookId: playbook.id, tab: 'editor' });
            }}
            onShut={() => {
              selected.value = null;
            }}
          />
        )}
      </div>
    </div>
  );
}
