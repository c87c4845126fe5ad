import { setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { effect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { showFailure } from '../../app/toasts.ts';
import type { DraftStore } from '../draft/store.ts';
import { NO_NAMES, namesOf } from '../json/names.ts';
import { partsOf } from '../json/path.ts';
import type { Schema } from '../json/schema.ts';
import { parseJson, rangeAt } from '../json/tree.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { editing } from './code-mirror.ts';
import { schemaCompletion } from './completions.ts';
import { diagnosticOf, type PlacedProblem } from './diagnostics.ts';

interface Props {
  draft: DraftStore;
  problems: { readonly value: readonly PlacedProblem[] };
  /** Control or ⌘ and S. */
  onSave: () => void;
}

/** The draft's text. Problems are underlined, Control and Space proposes what may be written. */
export function CodeEditor({ draft, problems, onSave }: Props) {
  const admin = useAdmin();
  const frame = useRef<HTMLDivElement>(null);
  const save = useRef(onSave);
  save.current = onSave;

  useEffect(() => {
    if (!frame.current) return;
    let schema: Schema | null = null;
    let names = NO_NAMES;
    admin.schema().then((found) => {
      schema = found;
    }, showFailure);
    const view = new EditorView({
      parent: frame.current,
      state: EditorState.create({
        doc: draft.text.peek(),
        extensions: editing([
          schemaCompletion(
            () => schema,
            () => names,
          ),
          EditorView.contentAttributes.of({
            'aria-label': t('editorLabel'),
            'data-testid': 'draft-text',
            tabindex: '0',
          }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) draft.type(state.doc.toString());
          }),
          keymap.of([
            {
              key: 'Mod-s',
              run: () => {
                save.current();
                return true;
              },
            },
          ]),
        ]),
      }),
    });
    const endings = [
      // the server's text, or somebody else's; what was typed here is there already
      effect(() => {
        const text = draft.text.value;
        if (text !== view.state.doc.toString()) {
          view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
        }
      }),
      effect(() => {
        if (draft.parsed.value.ok) names = namesOf(draft.parsed.value.definition);
      }),
      effect(() => {
        const { length } = view.state.doc;
        const shown = problems.value.filter(({ to }) => to <= length).map(diagnosticOf);
        view.dispatch(setDiagnostics(view.state, shown));
      }),
      effect(() => {
        const place = admin.reveal.value;
        if (place === null || !draft.ready.value) return;
        admin.reveal.value = null;
        const text = view.state.doc.toString();
        const from = 'path' in place ? rangeAt(parseJson(text), partsOf(place.path)).from : place.position;
        view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) });
        view.focus();
      }),
    ];
    return () => {
      for (const end of endings) end();
      view.destroy();
    };
  }, [admin, draft]);

  return <div class="code-editor" ref={frame} data-testid="code-editor" />;
}
