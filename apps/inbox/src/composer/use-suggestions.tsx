import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import { useDesk } from '../app/desk.ts';
import { type Fields, fill, findReplies } from '../canned/fill.ts';
import { t } from '../i18n/index.ts';
import type { ConversationStore } from '../timeline/store.ts';
import { findColleagues } from './mentions.ts';
import { optionId, type Suggestion, Suggestions } from './suggestions.tsx';
import { type Trigger, triggerAt } from './trigger.ts';

const MOST = 30;

/** Canned replies after "/", colleagues after "@": offered while the agent types, chosen by keys or pointer. */
export function useSuggestions(
  store: ConversationStore,
  input: RefObject<HTMLTextAreaElement | null>,
  replace: (range: readonly [number, number], words: string) => void,
  onManage: () => void,
) {
  const { canned, agents, me } = useDesk();
  const id = useId();
  const trigger = useSignal<Trigger | null>(null);
  const active = useSignal(0);
  const given = trigger.value;
  const isCanned = given?.kind === 'canned';
  useEffect(() => {
    // what is known already is offered meanwhile
    if (isCanned) void canned.read().catch(() => undefined);
  }, [isCanned]);

  const close = () => {
    trigger.value = null;
  };
  const choose = ({ from, to }: Trigger, words: string) => {
    replace([from, to], words);
    close();
  };
  const list = (): Suggestion[] => {
    const detail = store.detail.value;
    if (!given || !detail) return [];
    if (given.kind === 'canned') {
      const fields: Fields = {
        'visitor.name': detail.details.personName,
        'visitor.email': detail.details.email,
        'visitor.organisation': detail.details.organisation,
        'agent.name': me.value.name,
        'agent.firstName': me.value.name.split(/\s+/)[0] ?? null,
      };
      return findReplies(canned.replies.value, given.query)
        .slice(0, MOST)
        .map(({ id: key, shortcut, text }) => {
          const words = fill(text, fields);
          return { key, title: `/${shortcut}`, words, choose: () => choose(given, words) };
        });
    }
    return findColleagues(agents.value, me.value.id, detail, given.query)
      .slice(0, MOST)
      .map(({ id: key, name, availability }) => ({
        key,
        title: name,
        words: t(`availability_${availability}`),
        choose: () => {
          store.writing.named.set(key, name);
          choose(given, `@${name} `);
        },
      }));
  };
  const offered = list();
  // "@" in a sentence that names nobody is no question
  const open = given !== null && (isCanned || offered.length > 0);

  /** Call when the text or the cursor moved. */
  const look = () => {
    const field = input.current;
    if (!field) return;
    const next = triggerAt(field.value, field.selectionEnd, store.writing.kind.peek());
    if (next?.query !== trigger.peek()?.query || next?.from !== trigger.peek()?.from) active.value = 0;
    trigger.value = next;
  };
  /** True where the key was for the list. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (!open) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && offered.length > 0)
      active.value = (active.value + step + offered.length) % offered.length;
    else if ((event.key === 'Enter' || event.key === 'Tab') && offered[active.value]) offered[active.value]?.choose();
    else if (event.key === 'Escape') close();
    else return false;
    event.preventDefault();
    return true;
  };
  return {
    look,
    onKey,
    close,
    attributes: open
      ? {
          'aria-controls': id,
          'aria-autocomplete': 'list' as const,
          'aria-activedescendant': optionId(id, active.value),
        }
      : {},
    view: open && (
      <Suggestions
        id={id}
        label={t(isCanned ? 'cannedReplies' : 'colleagues')}
        list={offered}
        active={active.value}
        empty={t('cannedNone')}
        {...(isCanned && {
          more: {
            label: t('cannedManage'),
            onClick: () => {
              // the sign that called for the list is no part of the message
              choose(given, '');
              onManage();
            },
          },
        })}
      />
    ),
  };
}
