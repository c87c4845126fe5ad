import type { EntryBody } from '#libs/contracts';
import type { ChatClient } from '../client.ts';
import type { GivenAnswer } from '../outbox.ts';
import type { OpenPrompt } from '../story.ts';
import { Choices } from './choices.tsx';
import { FileForm } from './file-form.tsx';
import { Rating } from './rating.tsx';

export interface FormProps {
  prompt: EntryBody<'prompt'>;
  onAnswer: (answer: GivenAnswer, byKeyboard: boolean) => void;
}

/** What is under the open prompt: its choices, or a form for what cannot be typed. Keyed by prompt: each is anew. */
export function Form({
  openPrompt,
  upload,
  onAnswer,
}: { openPrompt: OpenPrompt; upload: ChatClient['upload'] } & Pick<FormProps, 'onAnswer'>) {
  const { seq, body } = openPrompt;
  if (body.choices) return <Choices key={seq} choices={body.choices} style={body.style} onAnswer={onAnswer} />;
  if (body.input === 'rating') return <Rating key={seq} prompt={body} onAnswer={onAnswer} />;
  if (body.input === 'file') return <FileForm key={seq} prompt={body} upload={upload} onAnswer={onAnswer} />;
  return null;
}
