import { ExternalLink } from 'lucide';
import { clock, fullTime, languageName } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import type { ConversationStore } from '../../timeline/store.ts';
import { Icon } from '../../ui/icon.tsx';
import { pathOf } from './path.ts';

/** Where the visitor came from and went, and with what. */
export function Visit({ store }: { store: ConversationStore }) {
  const detail = store.detail.value;
  const visitor = store.visitor.value;
  if (detail === null) return null;
  const pages = visitor?.pages ?? [];
  const device = visitor?.device;
  return (
    <section class="about" data-testid="visit">
      <h3>{t('about')}</h3>
      <dl>
        {detail.pageUrl !== null && pages.length === 0 && (
          <div>
            <dt>{t('page')}</dt>
            <dd class="about-page" title={detail.pageUrl} data-testid="about-page">
              {detail.pageUrl}
            </dd>
          </div>
        )}
        {visitor?.referrer && (
          <div>
            <dt>{t('referrer')}</dt>
            <dd class="about-page" title={visitor.referrer} data-testid="referrer">
              {visitor.referrer}
            </dd>
          </div>
        )}
        {device && (
          <div>
            <dt>{t('device')}</dt>
            <dd data-testid="device">
              {[device.browser, device.system, device.kind === 'other' ? null : t(`device_${device.kind}`)]
                .filter(Boolean)
                .join(' · ')}
            </dd>
          </div>
        )}
        <div>
          <dt>{t('visitorLanguage')}</dt>
          <dd data-testid="visitor-language">{languageName(detail.language)}</dd>
        </div>
        <div>
          <dt>{t('startedAt')}</dt>
          <dd>{fullTime(detail.startedAt)}</dd>
        </div>
      </dl>
      {pages.length > 0 && (
        <>
          <h4>{t('pages')}</h4>
          <ol class="pages" data-testid="pages">
            {pages.map(({ url, at }) => (
              <li key={at + url} title={url} data-testid="page-seen">
                <time class="muted" dateTime={at} title={fullTime(at)}>
                  {clock(at)}
                </time>
                <span class="about-page">{pathOf(url)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {detail.workflowUrl !== null && (
        <a class="about-link" href={detail.workflowUrl} target="_blank" rel="noreferrer" data-testid="workflow-link">
          {t('openWorkflow')}
          <Icon of={ExternalLink} size={14} />
        </a>
      )}
    </section>
  );
}
