import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OpenPrompt, Row } from '../story.ts';
import { Choices } from './choices.tsx';
import { Icon } from './icon.tsx';
import { RowView } from './row.tsx';
import { useWords } from './words.ts';

/** Closer to the end than this, the view follows what is new. */
const NEAR_PX = 60;

export interface TimelineProps {
  open: boolean;
  rows: Row[];
  openPrompt: OpenPrompt | null;
  speaker: string;
  waiting: boolean;
  peerTyping: boolean;
  onChoose: (choice: { id: string; text: string }, byKeyboard: boolean) => void;
  onEdit: (clientId: string) => void;
}

const Dots = () => (
  <span class="dots" aria-hidden="true">
    <i />
    <i />
    <i />
  </span>
);

export function Timeline(props: TimelineProps) {
  const { t } = useWords();
  const list = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [behind, setBehind] = useState(false);
  const { rows, open, openPrompt, waiting, peerTyping, speaker } = props;
  const last = rows.at(-1);

  const toEnd = (): void => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  const scrolled = (): void => {
    const element = list.current;
    if (!element || !open) return;
    follows.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
    if (follows.current) setBehind(false);
  };
  useLayoutEffect(() => {
    if (!open) return;
    if (follows.current || last?.author === 'visitor') toEnd();
    else setBehind(true);
  }, [open, rows.length, last?.key, peerTyping, waiting, openPrompt?.seq]);
  // The field below grows and the on-screen keyboard rises: what was at the end stays there.
  useEffect(() => {
    const resized = new ResizeObserver(() => {
      if (follows.current) toEnd();
    });
    if (list.current) resized.observe(list.current);
    return () => resized.disconnect();
  }, []);

  return (
    <div class="middle">
      <div
        ref={list}
        class="timeline"
        data-testid="foyer-timeline"
        role="log"
        aria-live="polite"
        aria-relevant="additions"
        aria-label={t('panel.log')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        tabIndex={0}
        onScroll={scrolled}
      >
        {rows.map((row, index) => (
          <RowView
            key={row.key}
            row={row}
            before={rows[index - 1] ?? null}
            next={rows[index + 1] ?? null}
            speaker={speaker}
            onEdit={props.onEdit}
          />
        ))}
        {openPrompt?.body.choices && <Choices choices={openPrompt.body.choices} onChoose={props.onChoose} />}
        {waiting && (
          <p class="calling" data-testid="foyer-waiting">
            <Dots />
            {t('timeline.waiting')}
          </p>
        )}
        {peerTyping && (
          <div class="row theirs" data-testid="foyer-typing">
            <div class="bubble writing">
              <Dots />
              <span class="unseen">{t('timeline.typing', { name: speaker })}</span>
            </div>
          </div>
        )}
      </div>
      {behind && (
        <button type="button" class="jump" onClick={toEnd}>
          <Icon name="down" />
          {t('author.unread')}
        </button>
      )}
    </div>
  );
}
