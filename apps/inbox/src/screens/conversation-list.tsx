import { useCallback, useEffect } from 'preact/hooks';
import type { ConversationView, Place, SearchMatch } from '#libs/contracts';
import { useDesk } from '../app/desk.ts';
import { filtersOf, go, route, sessionOf } from '../app/route.ts';
import { filtersText } from '../filters/filters.ts';
import { t } from '../i18n/index.ts';
import { onShortcut } from '../keys/handler.ts';
import { NotificationsCard } from '../notifications/card.tsx';
import { VirtualList } from '../ui/virtual-list.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { Filters } from './filters.tsx';
import { ListHead } from './list-head.tsx';
import { UnsentElsewhere } from './unsent-elsewhere.tsx';

/** The folder that is shown, or what was found in all conversations. */
export function ConversationList() {
  const { folders } = useDesk();
  const to = route.value;
  const place = to.page === 'inbox' ? to.folder : folders.folder.value;
  return (
    <section class="list" aria-label={t(place === 'search' ? 'searchAll' : `folder_${place}`)}>
      <ListHead place={place} />
      <Filters place={place} />
      <NotificationsCard />
      <UnsentElsewhere />
      {place === 'search' ? <Found /> : <FolderRows />}
    </section>
  );
}

function FolderRows() {
  const { folders } = useDesk();
  const folder = folders.folder.value;
  const look = useCallback((ids: ReadonlySet<string>, end: boolean) => folders.look(ids, end), [folders]);
  return (
    <Rows
      key={`${folder}?${filtersText(filtersOf(route.value))}`}
      place={folder}
      rows={folders.shown.value?.map((conversation) => ({ conversation }))}
      total={folders.total.value}
      hasMore={folders.hasMore.value}
      onSight={look}
    />
  );
}

function Found() {
  const { search } = useDesk();
  const look = useCallback((_: ReadonlySet<string>, end: boolean) => end && search.more(), [search]);
  const hasMore = search.hasMore.value;
  return <Rows place="search" rows={search.hits.value ?? undefined} total={null} hasMore={hasMore} onSight={look} />;
}

interface RowsProps {
  place: Place;
  rows: readonly { conversation: ConversationView; matches?: readonly SearchMatch[] }[] | undefined;
  total: number | null;
  hasMore: boolean;
  onSight: (ids: ReadonlySet<string>, end: boolean) => void;
}

function Rows({ place, rows, total, hasMore, onSight }: RowsProps) {
  const current = sessionOf(route.value);
  const ids = (rows ?? []).map(({ conversation }) => conversation.id);
  useSteps(ids);
  if (rows === undefined) {
    return (
      <p class="list-loading muted" role="status">
        {t('loading')}
      </p>
    );
  }
  if (rows.length === 0 && !hasMore) return <Empty place={place} />;
  return (
    <VirtualList
      label={t(place === 'search' ? 'searchAll' : `folder_${place}`)}
      ids={ids}
      total={hasMore ? (total === null ? null : Math.max(total, ids.length)) : ids.length}
      current={current}
      row={(index) => rows[index] && <ConversationRow {...rows[index]} />}
      onSight={onSight}
      footer={hasMore && <p class="list-more muted">{t('loadingMore')}</p>}
    />
  );
}

function Empty({ place }: { place: Place }) {
  const isFiltered = filtersText(filtersOf(route.value)) !== '';
  const [title, hint] =
    place === 'search'
      ? [t('searchNothing'), t('searchNothingHint')]
      : isFiltered
        ? [t('filtersNothing'), '']
        : [t(`empty_${place}`), t(`emptyHint_${place}`)];
  return (
    <div class="empty" role="status" data-testid="list-empty">
      <strong>{title}</strong>
      {hint !== '' && <p>{hint}</p>}
    </div>
  );
}

/** The keys for the next conversation and the one before. */
function useSteps(ids: readonly string[]): void {
  useEffect(() => {
    const step = (by: 1 | -1) => () => {
      const at = route.peek();
      if (at.page !== 'inbox' || ids.length === 0) return;
      const index = at.sessionId === null ? -1 : ids.indexOf(at.sessionId);
      const next = index === -1 ? (by === 1 ? 0 : ids.length - 1) : Math.min(Math.max(index + by, 0), ids.length - 1);
      go({ ...at, sessionId: ids[next] ?? null }, { replace: at.sessionId !== null });
    };
    const ends = [onShortcut('next', step(1)), onShortcut('previous', step(-1))];
    return () => {
      for (const end of ends) end();
    };
  }, [ids]);
}
