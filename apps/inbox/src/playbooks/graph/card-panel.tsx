import { ArrowRight, FileJson2, X } from 'lucide';
import type { CardInsight, ProblemItem, ResultKind } from '#libs/contracts';
import { count, duration, percent } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../texts/index.ts';
import { wordsIn } from './card-picture.tsx';
import { KINDS } from './kinds.ts';
import type { GraphCard } from './model.ts';
import type { Drawn } from './picture-state.ts';
import { hasShares } from './sizes.ts';

interface Props {
  card: GraphCard;
  drawn: Drawn;
  problems: readonly ProblemItem[];
  results: readonly { kind: ResultKind; count: number }[];
  onGo: (cardId: string) => void;
  onEdit: () => void;
  onShut: () => void;
}

/** One card in full. */
export function CardPanel({ card, drawn, problems, results, onGo, onEdit, onShut }: Props) {
  const { id, kind, words } = card;
  const insight = drawn.insights.get(id);
  const exits = drawn.graph.edges.filter(({ from }) => from === id);
  return (
    <aside class="card-panel" aria-label={id} data-testid="card-panel">
      <header class={`card-panel-head tone-${KINDS[kind].tone}`}>
        <Icon of={KINDS[kind].icon} />
        <div>
          <strong>{id}</strong>
          <span class="muted">{t(`kind_of_${kind}`)}</span>
        </div>
        <button type="button" class="button-plain" aria-label={t('shut')} onClick={onShut}>
          <Icon of={X} />
        </button>
      </header>
      {words !== null && (
        <p class="card-panel-words" dir="auto">
          {wordsIn(words)}
        </p>
      )}
      {problems.length > 0 && (
        <ul class="refusal">
          {problems.map(({ path, code, message }) => (
            <li key={`${path} ${code}`}>{message}</li>
          ))}
        </ul>
      )}
      {insight && <Numbers insight={insight} isPassed={hasShares(card, insight)} />}
      {results.length > 0 && (
        <p>{results.map(({ kind: result, count: made }) => `${t(`kind_${result}`)}: ${count(made)}`).join(' · ')}</p>
      )}
      {exits.length > 0 && (
        <ul class="card-exits" aria-label={t('exits')}>
          {exits.map((edge) => (
            <li key={edge.id}>
              <span class="muted">{drawn.labels.get(edge.id) ?? t('way_next')}</span>
              <button type="button" class="link" onClick={() => onGo(edge.to)}>
                <Icon of={ArrowRight} size={14} />
                {edge.to}
              </button>
            </li>
          ))}
        </ul>
      )}
      {kind !== 'missing' && (
        <button type="button" class="button" data-testid="edit-card" onClick={onEdit}>
          <Icon of={FileJson2} size={16} />
          {t('openInEditor')}
        </button>
      )}
    </aside>
  );
}

function Numbers({ insight, isPassed }: { insight: CardInsight; isPassed: boolean }) {
  const { reached, answered, dropped, medianSeconds, arms } = insight;
  const share = (part: number): string => percent(reached === 0 ? 0 : part / reached);
  return (
    <dl class="card-numbers">
      <div>
        <dt>{t('reached')}</dt>
        <dd>{count(reached)}</dd>
      </div>
      {isPassed && (
        <>
          <div>
            <dt>{t('answered')}</dt>
            <dd>
              {count(answered)} · {share(answered)}
            </dd>
          </div>
          <div>
            <dt>{t('dropped')}</dt>
            <dd>
              {count(dropped)} · {share(dropped)}
            </dd>
          </div>
        </>
      )}
      {medianSeconds !== null && (
        <div>
          <dt>{t('median')}</dt>
          <dd>{duration(medianSeconds)}</dd>
        </div>
      )}
      {arms.map((arm) => (
        <div key={arm.arm}>
          <dt>
            {t('arm')} {arm.arm}
          </dt>
          <dd>
            {count(arm.reached)} · {percent(arm.reached === 0 ? 0 : arm.answered / arm.reached)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
