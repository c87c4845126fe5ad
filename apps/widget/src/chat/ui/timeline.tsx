import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { QueueView, Receipt } from '#libs/contracts';
import type { ChatClient } from '../client.ts';
import type { OpenPrompt, Row } from '../story.ts';
import { Form, type FormProps } from './form.tsx';
import { Icon } from './icon.tsx';
import type { Amend } from './own-tools.tsx';
import { Place } from './place.tsx';
import { type ReceiptState, RowView, type Unsent } from './row.tsx';
import { useWords } from './words.ts';

/** Closer to the end than this, the view follows what is new. */
const NEAR_PX = 60;

export interface TimelineProps {
  open: boolean;
  rows: Row[];
  openPrompt: OpenPrompt | null;
  speaker: string;
  waiting: boolean;
  queue: QueueView | null;
  peerTyping: boolean;
  receipt: Receipt | null;
  upload: ChatClient['upload'];
  load: ChatClient['file'];
  onAnswer: FormProps['onAnswer'];
  unsent: Unsent;
  /** Null: nothing may be changed now. */
  onAmend: Amend | null;
}

/** What the visitor said themselves, and is not gone. */
const isOwn = ({ author, kind, state, seq, deleted }: Row): boolean =>
  author === 'visitor' && kind === 'message' && state === 'stored' && seq !== null && !deleted;

const stateOf = (seq: number, receipt: Receipt | null): ReceiptState | null =>
  receipt && (seq <= receipt.read ? 'read' : seq <= receipt.delivered ? 'delivered' : 'sent');

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
  const lastTop = useRef(0);
  const [behind, setBehind] = useState(false);
  const { rows, open, openPrompt, waiting, peerTyping, speaker } = props;
  const last = rows.at(-1);
  const lastOwn = rows.findLast((row) => row.author === 'visitor');

  const toEnd = (): void => {
    const element = list.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  const scrolled = (): void => {
    const element = list.current;
    if (!element || !open) return;
    const { scrollHeight, scrollTop, clientHeight } = element;
    // What grew since the view was put to its end is not the visitor's doing: they leave the end by scrolling up.
    if (scrollHeight - scrollTop - clientHeight < NEAR_PX) follows.current = true;
    else if (scrollTop < lastTop.current) follows.current = false;
    lastTop.current = scrollTop;
    if (follows.current) setBehind(false);
  };
  useLayoutEffect(() => {
    if (!open) return;
    if (follows.current || last?.author === 'visitor') toEnd();
    else setBehind(true);
  }, [open, rows.length, last?.key, peerTyping, waiting, props.queue === null, openPrompt?.seq]);
  // The form and the field below grow, and the on-screen keyboard rises: what was at the end stays there.
  useEffect(() => {
    const resized = new ResizeObserver(() => {
      if (follows.current) toEnd();
    });
    if (list.current) resized.observe(list.current);
    const form = list.current?.querySelector('fieldset');
    if (form) resized.observe(form);
    return () => resized.disconnect();
  }, [openPrompt?.seq]);

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
            receipt={row === lastOwn && row.seq !== null ? stateOf(row.seq, props.receipt) : null}
            load={props.load}
            unsent={props.unsent}
            onAmend={isOwn(row) ? props.onAmend : null}
          />
        ))}
        {openPrompt && <Form openPrompt={openPrompt} upload={props.upload} onAnswer={props.onAnswer} />}
        {waiting && (
          <p class="calling" data-testid="foyer-waiting">
            <Dots />
            <span>
              {t('timeline.waiting')}
              {props.queue && <Place {...props.queue} />}
            </span>
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
