import { useSignal } from '@preact/signals';
import { ArrowDown } from 'lucide';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { day } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { lastContiguous } from '../timeline/reducer.ts';
import { rowsOf } from '../timeline/rows.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { Icon } from '../ui/icon.tsx';
import { useKeptFocus } from '../ui/use-kept-focus.ts';
import { EntryRow } from './entry.tsx';
import { UnsentRow } from './unsent.tsx';

/** Closer to the end than this, the view follows what comes. */
const FOLLOW_PX = 80;

/** Everything that was said and happened, oldest first. It stays where the agent scrolled to. */
export function TimelineView({ store }: { store: ConversationStore }) {
  const scroller = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const following = useRef(true);
  const lastTop = useRef(0);
  const behind = useSignal(false);
  const rows = rowsOf(store.timeline.value, store.sender.outbox.value, store.sight.mark.value);
  const last = lastContiguous(store.timeline.value);
  const typing = store.typing.value;
  // the buttons of a message go with it
  useKeptFocus(scroller, last);

  // At the end of a page that somebody looks at, everything counts as read.
  const look = () => {
    if (following.current && document.visibilityState === 'visible' && last > 0) store.sight.inSight(last);
  };
  const looking = useRef(look);
  looking.current = look;
  useEffect(look, [last]);
  useEffect(() => {
    const turned = () => {
      if (document.visibilityState === 'visible') store.sight.looks();
      looking.current();
    };
    document.addEventListener('visibilitychange', turned);
    return () => document.removeEventListener('visibilitychange', turned);
  }, [store]);
  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    behind.value = false;
  };
  useLayoutEffect(() => {
    // What the agent writes is always shown.
    if (rows.at(-1)?.type === 'unsent') following.current = true;
    if (following.current) toEnd();
    else behind.value = true;
  }, [rows.length]);
  // Heights also change with a bubble that was stored, who types, the composer, and the keyboard of a phone.
  useEffect(() => {
    const element = scroller.current;
    if (!element || !list.current) return;
    const observer = new ResizeObserver(() => {
      if (following.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    observer.observe(list.current);
    return () => observer.disconnect();
  }, []);
  const onScroll = () => {
    const element = scroller.current;
    if (!element) return;
    const { scrollHeight, scrollTop, clientHeight } = element;
    // What grew since the view was put to its end is not the agent's doing: they leave the end by scrolling up.
    if (scrollHeight - scrollTop - clientHeight < FOLLOW_PX) following.current = true;
    else if (scrollTop < lastTop.current) following.current = false;
    lastTop.current = scrollTop;
    if (following.current) behind.value = false;
    look();
  };

  return (
    <div class="timeline-frame">
      <section
        class="timeline-scroller"
        ref={scroller}
        onScroll={onScroll}
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no pointer could not scroll it otherwise
        tabIndex={0}
        aria-label={t('timeline')}
      >
        <ol class="timeline" ref={list} data-testid="timeline">
          {store.loading.value && <li class="line muted">{t('loading')}</li>}
          {rows.map((row) =>
            row.type === 'day' ? (
              <li key={row.key} class="day">
                <span>{day(row.at)}</span>
              </li>
            ) : row.type === 'new' ? (
              <li key={row.key} class="day new-line" data-testid="new-line">
                <span>{t('newHere')}</span>
              </li>
            ) : row.type === 'entry' ? (
              <EntryRow {...row} key={row.key} theirs={store.sight.theirs.value} store={store} />
            ) : (
              <UnsentRow key={row.key} store={store} item={row.item} />
            ),
          )}
          {typing !== null && (
            <li class="typing" data-testid="typing">
              <span class="typing-dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {t(`typing_${typing}`)}
            </li>
          )}
        </ol>
      </section>
      {behind.value && (
        <button type="button" class="button to-end" onClick={toEnd}>
          <Icon of={ArrowDown} size={14} />
          {t('newMessages')}
        </button>
      )}
    </div>
  );
}
