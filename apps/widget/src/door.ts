import type { Opening } from '#libs/contracts';

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
  mount: (place: ChatPlace) => ChatHandle;
}

/** The page's global object after chat.js has run. */
export type ChatWindow = Window & { foyerChat: ChatDoor };
