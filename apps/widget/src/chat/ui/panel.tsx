import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ErrorCode } from '#libs/contracts';
import type { ChatClient } from '../client.ts';
import type { GivenAnswer } from '../outbox.ts';
import { asFirst } from '../prompts.ts';
import type { ChatState } from '../state.ts';
import { rowsOf, storyOf, unreadAfter } from '../story.ts';
import { errorText } from '../texts/index.ts';
import { TypingSignal } from '../typing-signal.ts';
import { edit, editEnds, editSaved, NOTHING_WRITTEN } from '../writing.ts';
import { Closed } from './closed.tsx';
import { Composer } from './composer.tsx';
import { Csat } from './csat.tsx';
import { Header } from './header.tsx';
import { Keep } from './keep.tsx';
import type { Amend } from './own-tools.tsx';
import { Timeline } from './timeline.tsx';
import { useAttachments } from './use-attachments.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useWords } from './words.ts';

/** Phases in which a visitor may send files unasked. */
const PEOPLE: ReadonlySet<string> = new Set(['waiting', 'live']);

function useChat(client: ChatClient): ChatState {
  const [state, setState] = useState(client.state);
  useEffect(() => {
    setState(client.state);
    return client.subscribe(() => setState(client.state));
  }, [client]);
  return state;
}

/** With a mouse, taking the focus costs nothing; on a touch screen it raises the keyboard over the chat. */
const hasMouse = (): boolean => matchMedia('(pointer: fine)').matches;

export interface PanelProps {
  client: ChatClient;
  /** Where the widget's files are. */
  origin: string;
  open: boolean;
  onClose: () => void;
  onUnread: (count: number) => void;
}

export function Panel({ client, origin, open, onClose, onUnread }: PanelProps) {
  const { t } = useWords();
  const state = useChat(client);
  const panel = useRef<HTMLElement>(null);
  const [writing, setWriting] = useState(NOTHING_WRITTEN);
  const { draft, editing } = writing;
  const setDraft = (text: string): void => setWriting((now) => ({ ...now, draft: text }));
  const [amendError, setAmendError] = useState<ErrorCode | 'unreachable' | null>(null);
  const [focusWish, setFocusWish] = useState(0);
  const upload = useMemo(() => client.upload.bind(client), [client]);
  const load = useMemo(() => client.file.bind(client), [client]);
  const attachments = useAttachments(upload, state.session?.sessionId);
  const typing = useMemo(() => new TypingSignal((on) => client.typing(on)), [client]);
  const fullScreen = useFullScreen(panel, open);
  useEffect(() => {
    if (state.reachable) attachments.againLost();
  }, [state.reachable]);

  const { timeline, read, waiting, failed, opening, session } = state;
  const story = useMemo(() => storyOf(timeline.entries, read), [timeline, read]);
  const rows = useMemo(() => rowsOf(timeline.entries, state), [timeline, state.sent, waiting, failed]);
  const answered = [...waiting, ...state.sent.map(({ item }) => item)].some(
    ({ act }) => act.type === 'answer' || story.openPrompt?.body.input,
  );
  const prompt = answered ? null : story.openPrompt;
  const openPrompt = useMemo(
    () => prompt && (session ? prompt : { ...prompt, body: asFirst(prompt.body) }),
    [prompt, session === null],
  );
  const unread = session && !open ? unreadAfter(timeline.entries, session.seenSeq) : 0;

  const mayAmend = story.phase === 'live';
  // seqs are the session's, and what may not be saved any more is not to be in the way
  useEffect(() => setWriting(editEnds), [session?.sessionId, mayAmend]);
  useEffect(() => onUnread(unread), [unread]);
  useEffect(() => {
    const look = (): void => {
      if (open && document.visibilityState === 'visible') client.seen();
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [open, timeline, session?.sessionId]);
  useEffect(() => {
    if (!open) return;
    if (hasMouse()) setFocusWish((wish) => wish + 1);
    else panel.current?.focus();
  }, [open]);

  const write = (text: string): void => {
    setDraft(text);
    if (text.trim() === '') typing.stopped();
    else typing.wrote();
  };
  const sent = (): void => {
    setDraft('');
    typing.stopped();
  };
  const wishFocus = (byKeyboard: boolean): void => {
    if (byKeyboard || hasMouse()) setFocusWish((wish) => wish + 1);
    // the button that was pressed goes, and the focus with it
    else panel.current?.focus();
  };
  const amend: Amend = (row, by) => {
    if (by === 'edit') {
      setWriting((now) => edit(now, row.seq ?? 0, row.text));
      wishFocus(true);
    } else void client.amend(row.seq ?? 0, null).then(setAmendError);
  };
  const saveEdit = async (seq: number, text: string): Promise<void> => {
    const error = await client.amend(seq, text);
    setAmendError(error);
    if (!error) setWriting((now) => editSaved(now, writing));
  };
  const answer = (given: GivenAnswer): boolean => openPrompt !== null && client.answer(openPrompt.seq, given);

  return (
    <section
      ref={panel}
      class="panel"
      role="dialog"
      aria-modal={fullScreen}
      aria-label={t('panel.label')}
      data-testid="foyer-panel"
      tabIndex={-1}
      hidden={!open}
    >
      <Header appearance={opening.appearance} story={story} onClose={onClose} />
      {!state.reachable && (
        <p class="reconnecting" role="status" data-testid="foyer-reconnecting">
          {t('connection.again')}
        </p>
      )}
      {opening.closed && story.phase === 'bot' && <Closed closed={opening.closed} />}
      <Timeline
        open={open}
        rows={rows}
        openPrompt={openPrompt}
        speaker={story.agentName ?? opening.appearance.botName}
        waiting={story.phase === 'waiting'}
        queue={state.queue}
        peerTyping={state.peerTyping}
        receipt={PEOPLE.has(story.phase) ? state.receipt : null}
        upload={upload}
        load={load}
        onAnswer={(given, byKeyboard) => {
          answer(given);
          wishFocus(byKeyboard);
        }}
        onAmend={mayAmend ? amend : null}
        unsent={{
          again: (clientId) => client.sendAgain(clientId),
          discard: (clientId) => void client.takeBack(clientId),
          edit: (clientId) => {
            setDraft([client.takeBack(clientId), draft].filter((words) => words !== '').join('\n'));
            wishFocus(true);
          },
        }}
      />
      {state.notice && (
        <p class="notice" role="status" data-testid="foyer-notice">
          {t(errorText(state.notice))}
        </p>
      )}
      {amendError && (
        <p class="notice" role="alert">
          {t(amendError === 'too_late' ? 'amend.tooLate' : 'amend.failed')}
        </p>
      )}
      {editing && (
        <p class="editing" data-testid="foyer-editing">
          {t('amend.editing')}
          <button type="button" class="plain" onClick={() => setWriting(editEnds)}>
            {t('file.cancel')}
          </button>
        </p>
      )}
      {story.phase === 'closed' ? (
        <div class="composer composer-closed">
          {story.metPeople && (
            <>
              <Csat key={`rate ${session?.sessionId}`} client={client} rated={story.rated} />
              <Keep key={`keep ${session?.sessionId}`} client={client} byMail={opening.transcriptMails} />
            </>
          )}
          <button
            type="button"
            class="new-chat"
            data-testid="foyer-new-chat"
            onClick={(event) => {
              const byKeyboard = event.detail === 0;
              void client.startNewChat().then(() => wishFocus(byKeyboard));
            }}
          >
            {t('composer.newChat')}
          </button>
        </div>
      ) : (
        <Composer
          openPrompt={openPrompt}
          origin={origin}
          draft={draft}
          attachments={session && !editing && PEOPLE.has(story.phase) ? attachments : null}
          focusWish={focusWish}
          onDraft={write}
          onSay={(text, files) => {
            if (editing) {
              void saveEdit(editing.seq, text);
              return true;
            }
            const taken = client.say(text, files);
            if (taken) sent();
            return taken;
          }}
          onAnswer={(given, byKeyboard) => {
            if (answer(given)) sent();
            if (given.skipped) wishFocus(byKeyboard);
          }}
        />
      )}
    </section>
  );
}
