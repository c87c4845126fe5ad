import type { Trial, TriedSession } from '#libs/contracts';
import { addressOf } from '../../app/route.ts';
import { count, percent } from '../../i18n/format.ts';
import { SideScroller } from '../../ui/side-scroller.tsx';
import { t } from '../texts/index.ts';
import { dropOffRows, tallyRows } from './report.ts';

/** Cards that lose visitors; the rest is in the graph. */
const MOST_CARDS = 30;

/** In sum, per card, and session by session. */
export function TrialReport({ trial }: { trial: Trial }) {
  const cards = dropOffRows(trial).slice(0, MOST_CARDS);
  return (
    <>
      <section class="card" data-testid="trial-tally">
        <h2>{t('trialSum')}</h2>
        <ul class="tallies">
          {tallyRows(trial).map(({ tally, before, after, change }) => (
            <li key={tally} class="tally" data-tally={tally}>
              <span class="muted">{t(`tally_${tally}`)}</span>
              <strong>
                {count(before)} → {count(after)}
              </strong>
              <span
                class={`change ${change.startsWith('+') ? 'change-up' : change.startsWith('−') ? 'change-down' : ''}`}
              >
                {change}
              </span>
            </li>
          ))}
        </ul>
      </section>
      {cards.length > 0 && (
        <section class="card">
          <h2>{t('dropOff')}</h2>
          <p class="muted">{t('dropOffHint')}</p>
          <SideScroller label={t('dropOff')}>
            <table class="table">
              <thead>
                <tr>
                  <th>{t('card')}</th>
                  <th class="number">{t('reached')}</th>
                  <th class="number">{t('dropped')}</th>
                  <th>{t('share')}</th>
                </tr>
              </thead>
              <tbody>
                {cards.map(({ cardId, reached, dropped, share }) => (
                  <tr key={cardId}>
                    <td>
                      <code>{cardId}</code>
                    </td>
                    <td class="number">{count(reached)}</td>
                    <td class="number">{count(dropped)}</td>
                    <td>
                      <span class="share">
                        <span class="share-bar" style={{ width: `${Math.round(share * 100)}%` }} />
                        <span>{percent(share)}</span>
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </SideScroller>
        </section>
      )}
      <section class="card">
        <h2>{t('sessionsThatDiffer')}</h2>
        {trial.tried.length === 0 ? (
          <p class="muted">{t('noneDiffers')}</p>
        ) : (
          <SideScroller label={t('sessionsThatDiffer')}>
            <table class="table" data-testid="trial-sessions-list">
              <thead>
                <tr>
                  <th>{t('about')}</th>
                  <th>{t('wentSo')}</th>
                  <th>{t('wouldGoSo')}</th>
                  <th>{t('remark')}</th>
                </tr>
              </thead>
              <tbody>
                {trial.tried.map((session) => (
                  <Tried key={session.sessionId} session={session} />
                ))}
              </tbody>
            </table>
          </SideScroller>
        )}
      </section>
    </>
  );
}

function Tried({ session: { sessionId, before, after, note } }: { session: TriedSession }) {
  return (
    <tr>
      <td>
        <a class="about-link" href={addressOf({ page: 'link', sessionId })} data-testid="trial-session">
          {sessionId.slice(-6)}
        </a>
      </td>
      <td>
        <Went {...before} />
      </td>
      <td>
        <Went {...after} />
      </td>
      <td class="muted">{note}</td>
    </tr>
  );
}

function Went({ card, phase, results }: TriedSession['before']) {
  return (
    <>
      <code>{card}</code> <span class="muted">{t(`phase_${phase}`)}</span>{' '}
      {results.map((kind, index) => (
        <span key={`${kind} ${index}`} class="mark">
          {t(`kind_${kind}`)}
        </span>
      ))}
    </>
  );
}
