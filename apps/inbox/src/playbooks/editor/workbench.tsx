import { type ReadonlySignal, useComputed, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { PlaybookSummary } from '#libs/contracts';
import { parseDefinition } from '../draft/store.ts';
import { parseJson } from '../json/tree.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { TryPanel } from '../try/try-panel.tsx';
import { CodeEditor } from './code-editor.tsx';
import { Conflict } from './conflict.tsx';
import { brokenAt, placed } from './diagnostics.ts';
import { Findings } from './findings.tsx';
import { DraftToolbar, useSave } from './toolbar.tsx';

/** So long nobody types before problems are placed anew: that takes a moment in a long text. */
const SETTLED_MS = 200;

/** What a signal said when it last came to rest. */
function useSettled(source: ReadonlySignal<string>): ReadonlySignal<string> {
  const settled = useSignal(source.peek());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const end = source.subscribe((value) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        settled.value = value;
      }, SETTLED_MS);
    });
    return () => {
      clearTimeout(timer);
      end();
    };
  }, [source]);
  return settled;
}

interface Props {
  playbook: PlaybookSummary;
  /** With the chat beside the text. */
  trying: boolean;
}

/** Where a draft is written, checked, tried and published. */
export function Workbench({ playbook, trying }: Props) {
  const admin = useAdmin();
  const draft = admin.draftOf(playbook.id);
  const save = useSave(draft);
  const text = useSettled(draft.text);
  const problems = useComputed(() => {
    const json = parseJson(text.value);
    const parsed = parseDefinition(text.value);
    if (parsed.ok) return placed(json, draft.problems.value);
    const broken = draft.ready.value ? brokenAt(json, t('notJson', { reason: parsed.reason })) : null;
    return broken === null ? [] : [broken];
  });
  return (
    <div class={`workbench ${trying ? 'workbench-trying' : ''}`}>
      <section class="workbench-text" aria-label={t('tab_editor')}>
        <DraftToolbar playbook={playbook} draft={draft} problems={problems} onSave={save} />
        {draft.conflict.value !== null && <Conflict draft={draft} />}
        {draft.ready.value ? (
          <CodeEditor draft={draft} problems={problems} onSave={save} />
        ) : (
          <p class="on-demand muted">{t('loading')}</p>
        )}
        {!trying && <Findings draft={draft} problems={problems.value} />}
      </section>
      {trying && <TryPanel playbook={playbook} />}
    </div>
  );
}
