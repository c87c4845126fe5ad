/** What a log may hold of an error: what kind it was and where it happened, never what it was about. */
export interface ErrorDescription {
  name: string;
  code?: string;
  constraint?: string;
  frames: string[];
  cause?: ErrorDescription;
}

/** Causes followed at most; an error may be its own cause. */
const DEPTH = 4;

const word = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[\w.:-]{1,80}$/.test(value) ? value : undefined;

/**
 * Describes an error without its message: messages of a database quote e-mail addresses, those of a parser quote the
 * text. The stack's lines say where.
 */
export function describeError(error: unknown, depth = DEPTH): ErrorDescription {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  const described: ErrorDescription = { name: word(error.name) ?? 'Error', frames: framesOf(error) };
  if (word(code) !== undefined) described.code = word(code);
  if (word(constraint) !== undefined) described.constraint = word(constraint);
  if (error.cause !== undefined && depth > 1) described.cause = describeError(error.cause, depth - 1);
  return described;
}

/** The frames stand behind name and message, which may themselves hold lines that look like frames: those are cut. */
function framesOf({ stack, message, name }: Error): string[] {
  if (typeof stack !== 'string') return [];
  const head = stack.indexOf(message);
  const behind = message !== '' && head >= 0 ? stack.slice(head + message.length) : stack.replace(name, '');
  return behind
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .+:\d+:\d+\)?$/.test(line));
}
