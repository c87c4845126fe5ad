import { useEffect, useRef } from 'preact/hooks';

export interface Suggestion {
  key: string;
  title: string;
  words: string;
  choose: () => void;
}

interface Props {
  id: string;
  label: string;
  list: readonly Suggestion[];
  active: number;
  /** Below the list. */
  more?: { label: string; onClick: () => void };
  empty: string;
}

export const optionId = (id: string, index: number): string => `${id}-${index}`;

/** What may be meant, over the field, which keeps the focus and the keys. */
export function Suggestions({ id, label, list, active, more, empty }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div class="suggestions" data-testid="suggestions" ref={box}>
      <div role="listbox" id={id} aria-label={label}>
        {list.map(({ key, title, words, choose }, index) => (
          <div
            key={key}
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            class="suggestion"
            aria-selected={index === active}
            data-testid="suggestion"
            // the field keeps the focus
            onPointerDown={(event) => {
              event.preventDefault();
              choose();
            }}
          >
            <strong dir="auto">{title}</strong>
            <span class="muted" dir="auto">
              {words}
            </span>
          </div>
        ))}
      </div>
      {list.length === 0 && <p class="muted suggestions-none">{empty}</p>}
      {more && (
        <button type="button" class="link suggestions-more" data-testid="suggestions-more" onClick={more.onClick}>
          {more.label}
        </button>
      )}
    </div>
  );
}
