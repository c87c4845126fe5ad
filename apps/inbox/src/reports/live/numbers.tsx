import type { LiveView, Missed as MissedFigures, Spread } from '#libs/contracts';
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
      <Missed of={today.missed} />
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

/** Why nobody was there is told apart where anybody was missed. */
function Missed({ of }: { of: MissedFigures }) {
  const { nobodyOnline, nobodyPickedUp } = of;
  return (
    <div class="number-box" title={t('help_missed')}>
      <dt>{t('today_missed')}</dt>
      <dd data-testid="today-missed">{count(nobodyOnline + nobodyPickedUp)}</dd>
      {nobodyOnline > 0 && (
        <dd class="muted" data-testid="today-nobody-online">
          {t('missed_nobodyOnline', { n: count(nobodyOnline) })}
        </dd>
      )}
      {nobodyPickedUp > 0 && (
        <dd class="muted" data-testid="today-nobody-picked-up">
          {t('missed_nobodyPickedUp', { n: count(nobodyPickedUp) })}
        </dd>
      )}
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
