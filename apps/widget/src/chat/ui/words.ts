import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Words } from '../texts/index.ts';

export const WordsContext = createContext<Words | null>(null);

/** The window's texts in its language. */
export function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error('no WordsContext above');
  return words;
}
