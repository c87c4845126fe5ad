import { PencilLine } from 'lucide';
import type { PlaybookSummary } from '#libs/contracts';
import { addressOf } from '../../app/route.ts';
import { fullTime, shortTime } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../texts/index.ts';
import { PlaybookMenu } from './playbook-menu.tsx';

/** One playbook: where it is active, whether somebody works on it. */
export function PlaybookRow({ playbook }: { playbook: PlaybookSummary }) {
  const { id, name, versions, draftAt, archivedAt } = playbook;
  const [newest] = versions;
  return (
    <li
      class={`playbook-row ${archivedAt === null ? '' : 'playbook-archived'}`}
      data-testid="playbook-row"
      data-playbook-id={id}
    >
      <a
        class="playbook-link"
        data-testid="playbook-open"
        href={addressOf({ page: 'playbooks', playbookId: id, tab: 'overview' })}
      >
        <strong dir="auto">{name}</strong>
        <span class="muted">
          {newest === undefined
            ? t('neverPublished')
            : t('newestVersion', { version: newest.version, time: shortTime(newest.createdAt) })}
        </span>
      </a>
      <PlaybookMarks playbook={playbook} />
      {draftAt !== null && (
        <span class="mark mark-draft" title={fullTime(draftAt)}>
          <Icon of={PencilLine} size={13} />
          {t('draft')}
        </span>
      )}
      <PlaybookMenu playbook={playbook} />
    </li>
  );
}

/** Where it is active, and whether it is archived. */
export function PlaybookMarks({ playbook: { activeOn, archivedAt } }: { playbook: PlaybookSummary }) {
  return (
    <span class="marks">
      {activeOn.map(({ siteId, siteName, version }) => (
        <span key={siteId} class="mark mark-active" data-testid="playbook-active" data-site-id={siteId}>
          {t('activeOn', { site: siteName, version })}
        </span>
      ))}
      {archivedAt !== null && <span class="mark">{t('archived')}</span>}
    </span>
  );
}
