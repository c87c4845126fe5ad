import { useEffect, useRef } from 'preact/hooks';
import type { Simulation } from '#libs/contracts';
import { EntryRow } from '../../screens/entry.tsx';
import { applyEntries, EMPTY_TIMELINE } from '../../timeline/reducer.ts';
import { rowsOf } from '../../timeline/rows.ts';
import { t } from '../texts/index.ts';

/** What was said and what happened, as agents would see it. */
export function Chat({ simulation }: { simulation: Simulation }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { entries } = simulation;
  const rows = rowsOf(applyEntries(EMPTY_TIMELINE, entries), []);
  useEffect(() => {
    if (scroller.current) scroller.current.scrollTop = scroller.current.scrollHeight;
  }, [entries.length]);
  return (
    <div class="try-chat" ref={scroller} role="log" aria-label={t('timeline')}>
      <ol class="timeline" data-testid="try-timeline">
        {rows.map((row) => (row.type === 'entry' ? <EntryRow {...row} key={row.key} /> : null))}
      </ol>
    </div>
  );
}
