import { useComputed } from '@preact/signals';
import type { PlaybookSummary } from '#libs/contracts';
import { parseJson } from '../json/tree.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';
import { TryPanel } from '../try/try-panel.tsx';
import { CodeEditor } from './code-editor.tsx';
import { Conflict } from './conflict.tsx';
import { brokenAt, placed } from './diagnostics.ts';
import { Findings } from './findings.tsx';
import { DraftToolbar, useSave } from './toolbar.tsx';

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
  const problems = useComputed(() => {
    const { value: text } = draft.text;
    const json = parseJson(text);
    const { value: parsed } = draft.parsed;
    if (parsed.ok) return placed(json, draft.problems.value);
    const broken = draft.ready.value ? brokenAt(json, t('notJson', { reason: parsed.reason })) : null;
    return broken === null ? [] : [broken];
  });
  return (
    <div class={`workbench ${trying ? 'workbench-trying' : ''}`}>
      <section class="workbench-text" aria-label={t('tab_editor')}>
        <DraftToolbar playbook={playbook} draft={draft} problems={problems} onSave={save} />
        {draft.conflict.value !== null && <Conflict draft={draft} />}
        <CodeEditor draft={draft} problems={problems} onSave={save} />
        {!trying && <Findings draft={draft} problems={problems.value} />}
      </section>
      {trying && <TryPanel playbook={playbook} />}
    </div>
  );
}
