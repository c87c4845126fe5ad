/**
 * What those who start and signal the workflows need, apart from the workflows themselves: importing this door
 * pulls no workflow code into the gateway.
 */
import { defineSignal, type SignalDefinition } from '@temporalio/workflow';
import { SIGNALS, type SignalName, type SignalPayload } from '#libs/contracts/process';

export * from './start-options.ts';

type SessionSignal = SignalDefinition<[SignalPayload]>;

/** The signal definitions of `visitorSession`, by name. */
export const sessionSignals = Object.fromEntries(
  Object.values(SIGNALS).map((name) => [name, defineSignal<[SignalPayload]>(name)]),
) as Record<SignalName, SessionSignal>;
