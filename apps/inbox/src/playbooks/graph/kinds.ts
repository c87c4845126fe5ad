import {
  CalendarClock,
  CalendarPlus,
  CircleHelp,
  CircleStop,
  CornerDownRight,
  FileQuestionMark,
  Globe,
  Hand,
  Headset,
  Hourglass,
  type IconNode,
  MessageSquare,
  PencilLine,
  Split,
  TextCursorInput,
  ThumbsDown,
  ThumbsUp,
  TriangleAlert,
  Trophy,
} from 'lucide';
import type { GraphCard } from './model.ts';

/** What a card does to the visitor, for its colour. */
export type Tone = 'says' | 'asks' | 'decides' | 'waits' | 'people' | 'ends' | 'wrong';

export const KINDS: Record<GraphCard['kind'], { icon: IconNode; tone: Tone }> = {
  greeting: { icon: Hand, tone: 'says' },
  message: { icon: MessageSquare, tone: 'says' },
  question: { icon: CircleHelp, tone: 'asks' },
  capture: { icon: TextCursorInput, tone: 'asks' },
  meeting: { icon: CalendarPlus, tone: 'asks' },
  condition: { icon: Split, tone: 'decides' },
  jump: { icon: CornerDownRight, tone: 'decides' },
  setField: { icon: PencilLine, tone: 'decides' },
  wait: { icon: Hourglass, tone: 'waits' },
  schedule: { icon: CalendarClock, tone: 'waits' },
  liveChat: { icon: Headset, tone: 'people' },
  qualify: { icon: ThumbsUp, tone: 'ends' },
  disqualify: { icon: ThumbsDown, tone: 'ends' },
  result: { icon: Trophy, tone: 'ends' },
  http: { icon: Globe, tone: 'decides' },
  end: { icon: CircleStop, tone: 'ends' },
  missing: { icon: TriangleAlert, tone: 'wrong' },
  unknown: { icon: FileQuestionMark, tone: 'wrong' },
};
