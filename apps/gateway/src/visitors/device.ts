import Bowser from 'bowser';
import { DEVICE_KINDS, type Device } from '#libs/contracts';

/** Longer ones are made to be a nuisance. */
const LONGEST = 1_000;
const NAME_LENGTH = 60;

const isKind = (text: string | undefined): text is Device['kind'] =>
  (DEVICE_KINDS as readonly string[]).includes(text ?? '');
const named = (...words: (string | undefined)[]): string | null =>
  words.filter(Boolean).join(' ').slice(0, NAME_LENGTH) || null;

/** What is kept of a browser's user agent: no more than colleagues need to help. Null where it says nothing. */
export function deviceOf(userAgent: string | undefined): Device | null {
  if (!userAgent || userAgent.length > LONGEST) return null;
  const { browser, os, platform } = Bowser.parse(userAgent);
  const device: Device = {
    kind: isKind(platform.type) ? platform.type : 'other',
    browser: named(browser.name, browser.version?.split('.')[0]),
    system: named(os.name),
  };
  return device.browser === null && device.system === null ? null : device;
}
