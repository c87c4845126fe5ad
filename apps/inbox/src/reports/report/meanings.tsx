import { FIGURES } from '../figures.ts';
import { t } from '../texts/index.ts';

/** What each figure is, to be opened. */
export function Meanings() {
  return (
    <details class="lead-card lead-meanings" data-testid="meanings">
      <summary>{t('meanings')}</summary>
      <p>{t('meaningOfTime')}</p>
      <dl>
        {FIGURES.map((figure) => (
          <div key={figure}>
            <dt>{t(`figure_${figure}`)}</dt>
            <dd>{t(`help_${figure}`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
