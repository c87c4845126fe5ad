import { useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { useLimit } from './lengths.tsx';

export interface Option<T> {
  id: string;
  /** In the first line. */
  label: string;
  /** Below it. */
  hint?: string;
  value: T;
}

interface Props<T> {
  /** Of the field, for its label. */
  id: string;
  testId: string;
  value: string;
  placeholder?: string;
  /** Characters; more are kept and refused. */
  most: number;
  disabled?: boolean;
  /** What fits the text; called a moment after the last key. */
  search: (text: string) => Promise<Option<T>[]>;
  onInput: (text: string) => void;
  onChoose: (value: T) => void;
  /** What is said where nothing fits; missing: nothing is. */
  nothing?: string;
}

const PAUSE_MS = 250;
const SHORTEST = 2;

/** A field that offers what fits while one types: arrows move, Enter chooses, Escape closes the list. */
export function Combobox<T>({ search, onInput, onChoose, nothing, testId, value, most, ...field }: Props<T>) {
  const options = useSignal<readonly Option<T>[] | null>(null);
  const active = useSignal(-1);
  const list = useId();
  const limit = useLimit<HTMLInputElement>(value, most);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Answers to earlier texts are too late. */
  const asked = useRef('');
  const shut = () => {
    clearTimeout(timer.current);
    asked.current = '';
    options.value = null;
    active.value = -1;
  };
  useEffect(() => shut, []);

  const look = (text: string) => {
    shut();
    const sought = text.trim();
    if (sought.length < SHORTEST) return;
    asked.current = sought;
    timer.current = setTimeout(async () => {
      // without suggestions one can still type
      const found = await search(sought).catch(() => null);
      if (asked.current === sought) options.value = found;
    }, PAUSE_MS);
  };
  const choose = (option: Option<T>) => {
    shut();
    onChoose(option.value);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const shown = options.peek() ?? [];
    if (event.key === 'Escape' && options.peek() !== null) {
      event.preventDefault();
      event.stopPropagation();
      shut();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && shown.length > 0) {
      event.preventDefault();
      active.value = (active.peek() + step + shown.length + (active.peek() < 0 && step < 0 ? 1 : 0)) % shown.length;
    }
    const chosen = shown[active.peek()];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      choose(chosen);
    }
  };
  const shown = options.value;
  const open = shown !== null && (shown.length > 0 || nothing !== undefined);
  return (
    <div class="combobox">
      <input
        type="text"
        role="combobox"
        dir="auto"
        autocomplete="off"
        aria-autocomplete="list"
        aria-expanded={open}
        aria-controls={list}
        aria-activedescendant={active.value >= 0 ? `${list}-${active.value}` : undefined}
        data-testid={testId}
        value={value}
        onInput={(event) => {
          onInput(event.currentTarget.value);
          look(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={shut}
        {...field}
        {...limit.attributes}
      />
      {limit.said}
      {open && (
        <div class="combobox-list" role="listbox" id={list}>
          {shown.length === 0 && (
            <div class="menu-empty muted" role="status">
              {nothing}
            </div>
          )}
          {shown.map((option, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
            // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the field
            <div
              key={option.id}
              id={`${list}-${index}`}
              class="combobox-option"
              role="option"
              aria-selected={index === active.value}
              data-testid={`${testId}-option`}
              data-id={option.id}
              // the field keeps the focus, or the list would be gone before the click
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
            >
              <span dir="auto">{option.label}</span>
              {option.hint && (
                <span class="muted" dir="auto">
                  {option.hint}
                </span>
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}
