import { Injectable } from '@nestjs/common';
import { type Entry, type EntryKind, SIGNALS, type SignalName } from '#libs/contracts';
import { NotificationsService } from '../notifications/notifications.service.ts';
import { ProcessClient } from '../process/process.client.ts';
import { FanOut } from './fan-out.ts';
import { Hints } from './hints.ts';
import { ListHints } from './list-hints.ts';

/** What the workflow is told of an entry that concerns it. */
const SIGNAL_OF: Partial<Record<EntryKind, SignalName>> = {
  message: SIGNALS.visitorMessage,
  answer: SIGNALS.visitorAnswer,
  assigned: SIGNALS.agentAssigned,
  reassigned: SIGNALS.agentReassigned,
  returned: SIGNALS.conversationReturned,
  closed: SIGNALS.conversationClosed,
  handedBack: SIGNALS.agentHandedBack,
  opsMoved: SIGNALS.sessionMoved,
};

export interface Committed {
  sessionId: string;
  entries: readonly Entry[];
  /** The entries concern the process. */
  wakes: boolean;
  /** The socket that gets the entries with its acknowledgement. */
  from?: string;
  /** Who leads the conversation, where that is known. */
  assigneeId?: string | null;
  /** Instead of the signal that follows from the entries' kinds. */
  signal?: SignalName;
}

/** The signal of the last entry that has one: a note may follow a command. */
const signalOf = (entries: readonly Entry[]): SignalName =>
  entries.map(({ kind }) => SIGNAL_OF[kind]).findLast((signal) => signal !== undefined) ?? SIGNALS.entriesUnread;

/** A visitor who talks with the bot is in no list yet; what they say wakes the process, what they say to people does not. */
const concernsLists = ({ author }: Entry, wakes: boolean): boolean => author !== 'visitor' || !wakes;

/** What happens after a commit: sockets here and at other gateways are told, then the process is signalled. */
@Injectable()
export class Announcer {
  constructor(
    private readonly fanOut: FanOut,
    private readonly hints: Hints,
    private readonly lists: ListHints,
    private readonly process: ProcessClient,
    private readonly notifications: NotificationsService,
  ) {}

  /** Nothing here is waited for, and nothing may fail: the entries are committed. */
  committed({ sessionId, entries, wakes, assigneeId = null, from, signal }: Committed): void {
    const last = entries.at(-1);
    if (!last) return;
    // all of it after the acknowledgement, which whoever wrote it waits for
    if (wakes) this.process.wake(sessionId, signal ?? signalOf(entries), { seq: last.seq });
    setImmediate(() => void this.fanOut.tell(sessionId, entries, from));
    setImmediate(() => this.hints.entries(sessionId, last.seq));
    if (!concernsLists(last, wakes)) return;
    this.notifications.committed(sessionId, entries, assigneeId);
    this.changed(sessionId);
  }

  /** The conversation's place, last words or details changed: lists are read again. */
  changed(sessionId: string): void {
    this.hints.list(sessionId);
    this.lists.changed(sessionId);
  }
}
