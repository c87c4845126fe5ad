import { jest } from '@jest/globals';
import { TypingSignal } from './typing-signal.ts';

describe('TypingSignal', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('says on seldom and off once, however many keys are pressed', () => {
    const told: boolean[] = [];
    const signal = new TypingSignal((on) => told.push(on));
    for (let key = 0; key < 40; key++) {
      signal.wrote();
      jest.advanceTimersByTime(100);
    }
    expect(told).toEqual([true, true]);
    jest.advanceTimersByTime(10_000);
    expect(told).toEqual([true, true, false]);
    signal.stopped();
    expect(told).toHaveLength(3);
  });

  it('says off as soon as the message is sent, and on again with the next key', () => {
    const told: boolean[] = [];
    const signal = new TypingSignal((on) => told.push(on));
    signal.wrote();
    signal.stopped();
    signal.wrote();
    expect(told).toEqual([true, false, true]);
    signal.stopped();
  });
});
