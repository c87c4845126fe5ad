import type { Card, CardOf, LocalizedText, PlaybookDefinition, ProblemItem } from '#libs/contracts';
import { rulesOf } from '../cards/kinds.ts';
import { pickLanguage } from '../texts/languages.ts';
import { findCard } from '../turn.ts';
import { type Validated, validatePlaybook } from '../validate/index.ts';
import { firstLiveChat, walkingOrder } from '../walk.ts';
import { LIVE_CHAT_TEXTS as TEXTS } from './live-chat-texts.ts';

export type AddedLiveChat =
  | { ok: true; definition: PlaybookDefinition; cardId: string }
  /** It has one already: the card that is nearest to the start. */
  | { ok: false; reason: 'has_live_chat'; cardId: string }
  /** It has problems, or would have one then (a playbook that is full): they are to be solved first. */
  | { ok: false; reason: 'invalid_playbook'; problems: ProblemItem[] };

type Cards = PlaybookDefinition['cards'];
/** What a change of the playbook is made of: cards that are new or take the place of others. */
type Change = { cards: Cards; start?: string };

/** A question holds no more choices. */
const MOST_CHOICES = 20;

/** The name, or the first of name2, name3 … that is free. */
function free(name: string, taken: (name: string) => boolean): string {
  if (!taken(name)) return name;
  for (let no = 2; ; no += 1) if (!taken(`${name}${no}`)) return `${name}${no}`;
}

/** The text in all languages of the playbook; those that it is not written in get English. */
const textFor = ({ languages }: PlaybookDefinition, text: { en: string; es: string }): LocalizedText =>
  Object.fromEntries(
    languages.map((language) => [
      language,
      pickLanguage({ languages: ['en', 'es'] }, [language]) === 'es' ? text.es : text.en,
    ]),
  );

const asksWho = (card: Card): boolean =>
  card.kind === 'capture' && card.required && ['person.name', 'person.email', 'person.phone'].includes(card.field);

/** Whether the card leads to a lead without the visitor choosing anything on the way. */
function leadsToLead(definition: PlaybookDefinition, cardId: string): boolean {
  const found = new Set([cardId]);
  for (const id of found) {
    const card = findCard(definition, id);
    if (card?.kind === 'result' && card.result === 'lead') return true;
    if (!card || card.kind === 'question' || card.kind === 'meeting' || card.kind === 'condition') continue;
    for (const exit of rulesOf(card).exits(card)) found.add(exit.to);
  }
  return false;
}

/** Where visitors whom nobody meets can leave their details already; null where they cannot. */
function existingOfflinePath(definition: PlaybookDefinition): string | null {
  for (const { id, card } of walkingOrder(definition)) if (asksWho(card) && leadsToLead(definition, id)) return id;
  return null;
}

type NewId = (name: string) => string;

interface OfflinePath {
  first: string;
  /** Those that are new. */
  cards: Cards;
}

/** Captures name and e-mail, makes a lead and says goodbye. */
function newOfflinePath(definition: PlaybookDefinition, newId: NewId): OfflinePath {
  const [name, email, lead, bye] = ['askName', 'askEmail', 'makeLead', 'thanks'].map(newId) as [
    string,
    string,
    string,
    string,
  ];
  const text = (words: { en: string; es: string }) => textFor(definition, words);
  const cards: Cards = {
    [name]: {
      kind: 'capture',
      field: 'person.name',
      type: 'name',
      text: text(TEXTS.askName),
      required: true,
      next: email,
    },
    [email]: {
      kind: 'capture',
      field: 'person.email',
      type: 'email',
      text: text(TEXTS.askEmail),
      required: true,
      next: lead,
    },
    [lead]: { kind: 'result', result: 'lead', title: text(TEXTS.lead), visibility: 'everyone', next: bye },
    [bye]: { kind: 'end', text: text(TEXTS.thanks) },
  };
  return { first: name, cards };
}

const liveChatTo = (definition: PlaybookDefinition, offline: string): Card => ({
  kind: 'liveChat',
  onlineText: textFor(definition, TEXTS.online),
  waitSeconds: 60,
  waitMessage: { everySeconds: 30, text: textFor(definition, TEXTS.waiting) },
  offlineText: textFor(definition, TEXTS.offline),
  unansweredText: textFor(definition, TEXTS.unanswered),
  offline,
});

/** The first question with room for one more choice gets it. */
function asChoice(definition: PlaybookDefinition, to: string): Change | null {
  for (const { id, card } of walkingOrder(definition)) {
    if (card.kind !== 'question' || card.choices.length >= MOST_CHOICES) continue;
    const ids = new Set(card.choices.map((choice) => choice.id));
    const choice = { id: free('liveChat', (name) => ids.has(name)), text: choiceText(definition, card), next: to };
    return { cards: { [id]: { ...card, choices: [...card.choices, choice] } } };
  }
  return null;
}

/** A text that no other choice has. */
function choiceText(definition: PlaybookDefinition, { choices }: CardOf<'question'>): LocalizedText {
  const said = new Set(choices.flatMap(({ text }) => Object.values(text)).map((text) => text.trim().toLowerCase()));
  const isFree = (text: LocalizedText) => Object.values(text).every((words) => !said.has(words.toLowerCase()));
  const own = [TEXTS.chat, TEXTS.chatAgain].map((text) => textFor(definition, text)).find(isFree);
  if (own) return own;
  const numbered = (no: number) =>
    Object.fromEntries(
      Object.entries(textFor(definition, TEXTS.chat)).map(([key, words]) => [key, `${words} (${no})`]),
    );
  let no = 2;
  while (!isFree(numbered(no))) no += 1;
  return numbered(no);
}

/** A question of its own behind the first words: people, or on as before. */
function asQuestion(definition: PlaybookDefinition, to: string, newId: NewId): Change {
  let last: { id: string; card: CardOf<'greeting' | 'message'> } | null = null;
  let target = definition.start;
  for (let card = findCard(definition, target); card; card = findCard(definition, target)) {
    if (card.kind !== 'greeting' && card.kind !== 'message') break;
    last = { id: target, card };
    target = card.next;
  }
  const id = newId('peopleOrBot');
  const text = (words: { en: string; es: string }) => textFor(definition, words);
  const question: Card = {
    kind: 'question',
    text: text(TEXTS.ask),
    style: 'buttons',
    choices: [
      { id: 'liveChat', text: text(TEXTS.chat), next: to },
      { id: 'goOn', text: text(TEXTS.goOn), next: target },
    ],
  };
  if (!last) return { cards: { [id]: question }, start: id };
  return { cards: { [last.id]: { ...last.card, next: id }, [id]: question } };
}

/**
 * Adds a live-chat card to a playbook (any parsed JSON that `validatePlaybook` accepts): with a way to it, as a choice
 * of the first question or a question of its own, and an offline path, the playbook's own where it has one. What comes
 * out is valid; the given one stays untouched.
 */
export function addLiveChat(json: unknown): AddedLiveChat {
  const validated = validatePlaybook(json);
  if (!validated.ok) return { ok: false, reason: 'invalid_playbook', problems: validated.problems };
  const { definition } = validated;
  const known = firstLiveChat(definition);
  if (known) return { ok: false, reason: 'has_live_chat', cardId: known.id };

  const newId: NewId = (name) => free(name, (id) => Object.hasOwn(definition.cards, id));
  const cardId = newId('people');
  const way = asChoice(definition, cardId) ?? asQuestion(definition, cardId, newId);
  const withPath = ({ first, cards }: OfflinePath): Validated =>
    validatePlaybook({
      ...definition,
      ...way,
      cards: { ...definition.cards, ...way.cards, [cardId]: liveChatTo(definition, first), ...cards },
    });
  const existing = existingOfflinePath(definition);
  let added = existing === null ? null : withPath({ first: existing, cards: {} });
  // the playbook's own path may rely on what was asked before the visitor came to the question
  if (!added?.ok) added = withPath(newOfflinePath(definition, newId));
  if (!added.ok) return { ok: false, reason: 'invalid_playbook', problems: added.problems };
  return { ok: true, definition: added.definition, cardId };
}
