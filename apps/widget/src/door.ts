import type { Opening } from '#libs/contracts';
import type { Rendering } from './page.ts';

/** What the loader hands to the chat window's script: where it stands and what it may show first. */
export interface ChatPlace {
  /** The shadow root that also holds the launcher. */
  root: ShadowRoot;
  siteId: string;
  /** The gateway's origin, e.g. "https://chat.example". */
  origin: string;
  /** Languages that the page and the browser ask for, best first. */
  languages: string[];
  opening: Opening;
  /** As the opening was asked for. */
  rendering: Rendering;
  /** The JWT by which the website says who the visitor is, as far as it has said so by now. */
  identity: () => string | undefined;
  /** The visitor closed the window from inside. */
  onClose: () => void;
  /** How many entries came while the window was closed. */
  onUnread: (count: number) => void;
}

export interface ChatHandle {
  setOpen: (open: boolean) => void;
}

/** What chat.js leaves on the page's global object for the loader. */
export interface ChatDoor {
  mount: (place: ChatPlace) => Promise<ChatHandle>;
}

/** What the loader leaves on the page's global object for the website. */
export interface PageDoor {
  /** Says who the visitor is, by a JWT that the website's server signed; counts for the next session that begins. */
  identify: (jwt: string) => void;
}

/** The page's global object after both scripts have run. */
export type ChatWindow = Window & { foyerChat: ChatDoor; foyer: PageDoor };
