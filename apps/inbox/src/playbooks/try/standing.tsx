import type { Simulation } from '#libs/contracts';
import { fullTime } from '../../i18n/format.ts';
import { fieldName } from '../../screens/entry-lines.ts';
import { t } from '../texts/index.ts';
import { timerName } from './timers.ts';

/** Where the walk stands: card, clock, fields, results, timers. */
export function Standing({ simulation }: { simulation: Simulation }) {
  const { card, phase, endedAt, qualified, fields, results, timers } = simulation;
  const known = Object.entries(fields);
  return (
    <div class="standing-panel" data-testid="try-standing">
      <dl>
        <div>
          <dt>{t('cardNow')}</dt>
          <dd>
            <code data-testid="try-card">{card}</code>
          </dd>
        </div>
        <div>
          <dt>{t('phaseNow')}</dt>
          <dd data-testid="try-phase" data-phase={phase}>
            {t(`phase_${phase}`)}
          </dd>
        </div>
        <div>
          <dt>{t('clockNow')}</dt>
          <dd>{fullTime(endedAt)}</dd>
        </div>
        {qualified !== null && (
          <div>
            <dt>{t('qualifiedNow')}</dt>
            <dd>{t(qualified ? 'ruleQualified' : 'ruleDisqualified')}</dd>
          </div>
        )}
      </dl>
      {results.length > 0 && (
        <>
          <h3>{t('results')}</h3>
          <ul data-testid="try-results">
            {results.map(({ kind, title, cardId }) => (
              <li key={cardId}>
                <span class="mark">{t(`kind_${kind}`)}</span> {title}
              </li>
            ))}
          </ul>
        </>
      )}
      {known.length > 0 && (
        <>
          <h3>{t('fields')}</h3>
          <dl>
            {known.map(([field, value]) => (
              <div key={field}>
                <dt>{fieldName(field)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {timers.length > 0 && (
        <>
          <h3>{t('timers')}</h3>
          <ul class="timers">
            {timers.map(({ id, kind, at, passed }) => (
              <li key={id} class={passed ? 'muted' : ''}>
                {t('timerAt', { kind: timerName(kind), time: fullTime(at) })} {passed && t('timerPassed')}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
