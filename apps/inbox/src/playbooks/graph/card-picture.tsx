import type { CardInsight } from '#libs/contracts';
import { count, duration, percent } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../texts/index.ts';
import { plain, wrapped } from './drawing.ts';
import { KINDS } from './kinds.ts';
import type { Box } from './layout.ts';
import type { CardWords, GraphCard } from './model.ts';
import { hasShares, WORDS_WIDTH, widthOfWords, wordsBottom } from './sizes.ts';

interface Props {
  card: GraphCard;
  box: Box;
  isFocused: boolean;
  isSelected: boolean;
  isWrong: boolean;
  onOpen: () => void;
  onFocus: () => void;
  insight: CardInsight | undefined;
}

export const wordsIn = (words: CardWords): string =>
  words === null ? '' : 'text' in words ? words.text : duration(words.seconds);

const shareOf = (part: number, { reached }: CardInsight): number => (reached === 0 ? 0 : part / reached);

/** Everything of a card in one sentence, for those who hear it. */
function spoken({ id, kind, words, isStart }: GraphCard, isWrong: boolean, insight: CardInsight | undefined): string {
  const parts = [id, t(`kind_of_${kind}`), wordsIn(words)];
  if (isStart) parts.push(t('startCard'));
  if (isWrong) parts.push(t('hasProblems'));
  if (insight && kind === 'end') parts.push(t('reachedTimes', { count: insight.reached }));
  else if (insight) {
    parts.push(
      t('spokenInsight', {
        reached: insight.reached,
        answered: percent(shareOf(insight.answered, insight)),
        dropped: percent(shareOf(insight.dropped, insight)),
      }),
    );
  }
  return parts.filter((part) => part !== '').join(', ');
}

const classOf = ({ card: { kind, isStart }, isSelected, isWrong }: Props): string =>
  [
    'graph-card',
    `tone-${KINDS[kind].tone}`,
    isStart ? 'graph-start' : '',
    isSelected ? 'graph-selected' : '',
    isWrong ? 'graph-wrong' : '',
  ].join(' ');

function frameOf(props: Props) {
  const { card, box, isFocused, isWrong, onOpen, onFocus, insight } = props;
  return {
    class: classOf(props),
    transform: `translate(${box.x} ${box.y})`,
    role: 'button',
    tabIndex: isFocused ? 0 : -1,
    'aria-label': spoken(card, isWrong, insight),
    'data-testid': 'graph-card',
    'data-card-id': card.id,
    onClick: onOpen,
    onFocus,
  } as const;
}

/** As many as fit in a block. */
const FAR_LETTERS = 13;

/** A card that is too far away to read more than its name. */
export function CardBlock(props: Props) {
  const { card, box } = props;
  return (
    <g {...frameOf(props)}>
      <rect class="graph-card-block" width={box.width} height={box.height} rx={10} />
      <text class="graph-card-far" x={box.width / 2} y={box.height / 2 + 9} text-anchor="middle">
        {card.id.length > FAR_LETTERS ? `${card.id.slice(0, FAR_LETTERS - 1)}…` : card.id}
      </text>
    </g>
  );
}

/** A card: its kind, its name, its first words, and what real visitors did there. */
export function CardPicture(props: Props) {
  const { card, box, insight } = props;
  const rows = wrapped(plain(wordsIn(card.words)), WORDS_WIDTH, 2, widthOfWords);
  return (
    <g {...frameOf(props)}>
      <rect class="graph-card-back" width={box.width} height={box.height} rx={10} />
      <rect class="graph-card-edge" width={3} height={box.height - 16} x={3} y={8} rx={1.5} />
      <g class="graph-card-icon" transform="translate(13 10)">
        <Icon of={KINDS[card.kind].icon} size={15} />
      </g>
      <text class="graph-card-id" x={34} y={22}>
        {card.id.length > 18 ? `${card.id.slice(0, 17)}…` : card.id}
      </text>
      <text class="graph-card-kind" x={box.width - 10} y={22} text-anchor="end">
        {card.isStart ? t('startCard') : t(`kind_of_${card.kind}`)}
      </text>
      <text class="graph-card-words" x={13} y={42}>
        {rows.map((row, index) => (
          <tspan key={row} x={13} dy={index === 0 ? 0 : 16}>
            {row}
          </tspan>
        ))}
      </text>
      {insight && (
        <Numbers insight={insight} isPassed={hasShares(card, insight)} width={box.width} top={wordsBottom(card)} />
      )}
    </g>
  );
}

interface NumbersProps {
  insight: CardInsight;
  isPassed: boolean;
  width: number;
  top: number;
}

function Numbers({ insight, isPassed, width, top }: NumbersProps) {
  if (!isPassed) {
    return (
      <g class="graph-numbers" transform={`translate(12 ${top})`}>
        <text y={12}>{t('reachedTimes', { count: count(insight.reached) })}</text>
      </g>
    );
  }
  const answered = shareOf(insight.answered, insight);
  const dropped = shareOf(insight.dropped, insight);
  const inner = width - 24;
  return (
    <g class="graph-numbers" transform={`translate(12 ${top})`}>
      <title>{t('numbersHint')}</title>
      <rect class="bar-back" width={inner} height={4} rx={2} />
      <rect class="bar-answered" width={inner * answered} height={4} rx={2} />
      <rect class="bar-dropped" x={inner * (1 - dropped)} width={inner * dropped} height={4} rx={2} />
      <text y={18}>{t('reachedTimes', { count: count(insight.reached) })}</text>
      <text y={18} x={inner} text-anchor="end">
        {t('answeredShare', { share: percent(answered) })}
      </text>
      <text y={32} class={dropped > 0 ? 'number-dropped' : ''}>
        {t('droppedShare', { share: percent(dropped) })}
      </text>
      {insight.medianSeconds !== null && (
        <text y={32} x={inner} text-anchor="end">
          {t('medianTime', { time: duration(insight.medianSeconds) })}
        </text>
      )}
      {insight.arms.map(({ arm, reached, answered: went }, index) => (
        <g key={arm} transform={`translate(0 ${36 + index * 16})`}>
          <text y={12} class="number-arm">
            {arm}
          </text>
          <text y={12} x={inner} text-anchor="end">
            {count(reached)} · {percent(reached === 0 ? 0 : went / reached)}
          </text>
        </g>
      ))}
    </g>
  );
}
