import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete';
import { jsonLanguage } from '@codemirror/lang-json';
import { ensureSyntaxTree, syntaxTree } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import { type Proposal, proposalsAt } from '../json/completion.ts';
import type { Names } from '../json/names.ts';
import type { Schema } from '../json/schema.ts';

/** Longer than this a completion may not make anybody wait, in milliseconds. */
const PARSE_MS = 50;

function write(view: EditorView, { insert }: Proposal, from: number, to: number): void {
  const cursor = insert.indexOf('|');
  const text = insert.replace('|', '');
  view.dispatch({
    changes: { from, to, insert: text },
    selection: { anchor: from + (cursor < 0 ? text.length : cursor) },
    userEvent: 'input.complete',
  });
  // inside a value that was begun there is more to propose
  if (cursor >= 0) startCompletion(view);
}

const completionOf = (proposal: Proposal, from: number, index: number): Completion => ({
  label: proposal.label,
  detail: proposal.detail,
  ...(proposal.info !== null && { info: proposal.info }),
  // in the order of the schema, what must be there first
  boost: 50 - Math.min(index, 100),
  apply: (view, _, __, to) => {
    const closes = view.state.sliceDoc(to, to + 1) === '"' && view.state.sliceDoc(from, from + 1) === '"';
    write(view, proposal, from, closes ? to + 1 : to);
  },
});

/** Completion from a JSON Schema and the names that the text itself gives. */
export function schemaCompletion(schema: () => Schema | null, names: () => Names): Extension {
  const source = (context: CompletionContext): CompletionResult | null => {
    const root = schema();
    if (root === null) return null;
    const { state, pos, explicit } = context;
    if (!explicit && context.matchBefore(/["\w.{[:,]\s*/) === null) return null;
    const tree = ensureSyntaxTree(state, state.doc.length, PARSE_MS) ?? syntaxTree(state);
    const found = proposalsAt(root, { text: state.doc.toString(), tree }, pos, names());
    if (found === null || found.proposals.length === 0) return null;
    const { from } = found;
    // what is replaced may begin with a quote, which labels have not
    const filterFrom = state.sliceDoc(from, from + 1) === '"' && pos > from ? from + 1 : from;
    return {
      from: filterFrom,
      options: found.proposals.map((proposal, index) => completionOf(proposal, from, index)),
      validFor: /^[\w.-]*$/,
    };
  };
  return jsonLanguage.data.of({ autocomplete: source });
}
