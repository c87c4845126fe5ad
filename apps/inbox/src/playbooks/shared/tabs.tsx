import type { IconNode } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../ui/icon.tsx';

interface Props<K extends string> {
  label: string;
  tabs: readonly { id: K; label: string; icon?: IconNode; mark?: string | number | null }[];
  chosen: K;
  onChoose: (id: K) => void;
  testId: string;
}

/** Tabs by the usual keys: arrows, Home and End choose. */
export function Tabs<K extends string>({ label, tabs, chosen, onChoose, testId }: Props<K>) {
  const bar = useRef<HTMLDivElement>(null);
  const tabOf = (id: K) => bar.current?.querySelector<HTMLElement>(`[data-tab="${id}"]`);
  // on a phone the bar is wider than the screen
  useEffect(() => {
    tabOf(chosen)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [chosen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const tab = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (tab === undefined) return;
    event.preventDefault();
    onChoose(tab.id);
    tabOf(tab.id)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={onKeyDown} tabIndex={-1}>
      {tabs.map(({ id, label: words, icon, mark }) => (
        <button
          key={id}
          type="button"
          role="tab"
          class="tab"
          data-tab={id}
          data-testid={`${testId}-${id}`}
          aria-selected={id === chosen}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
        >
          {icon && <Icon of={icon} size={16} />}
          <span>{words}</span>
          {mark !== undefined && mark !== null && <span class="tab-mark">{mark}</span>}
        </button>
      ))}
    </div>
  );
}
