import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { CardInsight, Insight } from '#libs/contracts';
import { showFailure } from '../../app/toasts.ts';
import { language } from '../../i18n/index.ts';
import { languageOf, recordOf } from '../json/read.ts';
import type { AdminDesk } from '../shared/admin-desk.ts';
import { layOut } from './elk.ts';
import { labelOf } from './labels.ts';
import { EMPTY_LAYOUT, type Layout } from './layout.ts';
import { type Graph, graphOf } from './model.ts';
import type { Drawn } from './picture-state.ts';
import { measuresWith } from './sizes.ts';

/** How often the numbers are read again while somebody looks. */
const NUMBERS_MS = 10_000;

/** The numbers of a version, again and again; null where nobody came by yet. */
export function useInsight(admin: AdminDesk, versionId: string | null): Insight | null {
  useEffect(() => {
    if (versionId === null) return;
    const read = () => {
      // numbers that do not come are not worth a word
      if (document.visibilityState === 'visible')
        admin.api.insight(versionId).then(
          (insight) => admin.counted(insight),
          () => undefined,
        );
    };
    read();
    const timer = setInterval(read, NUMBERS_MS);
    return () => clearInterval(timer);
  }, [admin, versionId]);
  const insight = versionId === null ? undefined : admin.insights.value.get(versionId);
  return insight !== undefined && insight.sessions > 0 ? insight : null;
}

interface Model {
  graph: Graph;
  labels: ReadonlyMap<string, string>;
}

function modelOf(definition: unknown): Model {
  const shownIn = languageOf(definition, language.value);
  const graph = graphOf(definition, shownIn);
  const cards = recordOf(recordOf(definition).cards);
  const labels = graph.edges.flatMap((edge) => {
    const label = labelOf(edge, cards[edge.from], shownIn);
    return label === '' ? [] : [[edge.id, label] as const];
  });
  return { graph, labels: new Map(labels) };
}

/** Layouts that were made, by all that they depend on: going back to a graph shows it at once. */
const made = new Map<string, Layout>();
const REMEMBERED = 8;

/** The graph of a definition with everything in its place; null until that is known for the first time. */
export function useDrawn(
  definition: ReadonlySignal<unknown>,
  insight: ReadonlySignal<Insight | null>,
): { drawn: Drawn | null; busy: boolean } {
  const layout = useSignal<{ model: Model; layout: Layout } | null>(null);
  const busy = useSignal(false);
  const insights = useComputed(
    () => new Map<string, CardInsight>((insight.value?.cards ?? []).map((card) => [card.cardId, card])),
  );
  // new numbers need a new layout only where they need more room
  const rooms = useComputed(() =>
    JSON.stringify([...insights.value.values()].map((one) => [one.cardId, one.arms.length, one.reached > 0])),
  );
  const model = useComputed(() => modelOf(definition.value));
  useSignalEffect(() => {
    const { graph, labels } = model.value;
    const key = JSON.stringify([graph, [...labels], rooms.value]);
    const known = made.get(key);
    if (known) {
      layout.value = { model: model.peek(), layout: known };
      return;
    }
    busy.value = true;
    const measures = measuresWith(insights.peek(), ({ id }) => labels.get(id) ?? '');
    layOut(graph, measures)
      .then((laid) => {
        made.set(key, laid);
        for (const old of [...made.keys()].slice(0, -REMEMBERED)) made.delete(old);
        // the definition may have changed meanwhile
        if (model.peek().graph === graph) layout.value = { model: { graph, labels }, layout: laid };
      }, showFailure)
      .finally(() => {
        if (model.peek().graph === graph) busy.value = false;
      });
  });
  const shown = layout.value;
  if (shown === null) return { drawn: null, busy: busy.value };
  const { graph, labels } = shown.model;
  return { drawn: { graph, labels, layout: shown.layout ?? EMPTY_LAYOUT, insights: insights.value }, busy: busy.value };
}
