import { type EntryBody, Refusal } from '#libs/contracts';

/** What a visitor's client sends as the answer to a prompt; one of the four, and whether the box was ticked. */
export interface GivenAnswer {
  choiceId?: string;
  text?: string;
  fileId?: string;
  skipped?: true;
  consent?: true;
}

type Prompt = EntryBody<'prompt'>;

/**
 * The answer's entry, with the text that the visitor saw: the choice's, what was typed, the file's name.
 * Refusal `invalid_body` for what the prompt does not ask.
 * @param prompt undefined where there is none at `promptSeq`
 * @param file the visitor's file with the id `fileId`
 * @param under where in the body the answer stands, for the problems' paths
 */
export function answerTo(
  prompt: Prompt | undefined,
  promptSeq: number,
  { choiceId, text, fileId, skipped, consent }: GivenAnswer,
  { file = null, under = '' }: { file?: { name: string } | null; under?: string } = {},
): EntryBody<'answer'> {
  const invalid = (field: string, code: string, message: string): Refusal =>
    new Refusal('invalid_body', { errors: [{ path: [under, field].filter(Boolean).join('.'), code, message }] });
  if (!prompt) throw invalid('promptSeq', 'unknown_prompt', 'There is no such prompt');
  if ([choiceId, text, fileId, skipped].filter((given) => given !== undefined).length !== 1)
    throw invalid('', 'one_answer', 'Exactly one of choiceId, text, fileId and skipped is needed');
  if (skipped) {
    if (!prompt.skippable) throw invalid('skipped', 'not_skippable', 'This question needs an answer');
    return { promptSeq, skipped: true, text: '' };
  }
  if (choiceId !== undefined) {
    const choice = prompt.choices?.find(({ id }) => id === choiceId);
    if (!choice) throw invalid('choiceId', 'unknown_choice', 'The prompt does not have this choice');
    return { promptSeq, choiceId, text: choice.text };
  }
  const ticked = consent && prompt.consent ? { consent } : {};
  if (text !== undefined) {
    if (!prompt.input || prompt.input === 'file') throw invalid('text', 'no_form', 'The prompt asks for no text');
    return { promptSeq, text, ...ticked };
  }
  if (prompt.input !== 'file') throw invalid('fileId', 'no_form', 'The prompt asks for no file');
  if (!file) throw invalid('fileId', 'unknown_file', 'The visitor uploaded no such file');
  return { promptSeq, fileId, text: file.name, ...ticked };
}
