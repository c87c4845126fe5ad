import type { LiveView, Spread } from '#libs/contracts';
import { count, duration } from '../../i18n/format.ts';
import { t } from '../texts/index.ts';

/** Today's numbers. */
export function Numbers({ view }: { view: LiveView }) {
  const { today, waiting, live } = view;
  return (
    <dl class="numbers" aria-label={t('today')}>
      <Amount name="waiting" label={t('today_waiting')} value={count(waiting)} marked={waiting > 0} />
      <Amount name="live" label={t('today_live')} value={count(live)} />
      <Amount name="new" label={t('today_new')} value={count(today.new)} />
      <Amount name="closed" label={t('today_closed')} value={count(today.closed)} />
      <Amount name="missed" label={t('today_missed')} value={count(today.missed)} help={t('help_missed')} />
      <Time name="pick-up" label={t('figure_pickUp')} of={today.pickUp} help={t('help_pickUp')} />
      <Time
        name="first-response"
        label={t('figure_firstResponse')}
        of={today.firstResponse}
        help={t('help_firstResponse')}
      />
    </dl>
  );
}

interface Props {
  name: string;
  label: string;
  help?: string;
}

function Amount({ name, label, value, help, marked = false }: Props & { value: string; marked?: boolean }) {
  return (
    <div class={`number-box ${marked ? 'number-marked' : ''}`} title={help}>
      <dt>{label}</dt>
      <dd data-testid={`today-${name}`}>{value}</dd>
    </div>
  );
}

function Time({ name, label, of, help }: Props & { of: Spread }) {
  const { median, p90 } = of;
  return (
    <div class="number-box" title={help}>
      <dt>{label}</dt>
      <dd data-testid={`today-${name}`}>{median === null ? '–' : duration(median)}</dd>
      <dd class="muted">{p90 === null ? t('nothingMeasured') : t('orSlower', { time: duration(p90) })}</dd>
    </div>
  );
}
