import { useSignal } from '@preact/signals';
import { Minus, PencilLine, Plus } from 'lucide';
import type { Difference, PlaybookSummary } from '#libs/contracts';
import { Icon } from '../../ui/icon.tsx';
import type { Side } from '../api.ts';
import { useAct } from '../shared/act.ts';
import { useAdmin } from '../shared/admin-desk.ts';
import { t } from '../texts/index.ts';

const CHANGE_ICONS = { added: Plus, removed: Minus, changed: PencilLine };

const sideOf = (value: string): Side => (value === 'draft' ? 'draft' : Number(value));

/** How two versions differ, or the draft from one, in sentences. */
export function Compare({ playbook: { id, versions } }: { playbook: PlaybookSummary }) {
  const admin = useAdmin();
  const { busy, act } = useAct();
  const newest = versions[0]?.version;
  const from = useSignal<Side | undefined>(versions[1]?.version ?? newest);
  const to = useSignal<Side>(versions.length > 1 && newest !== undefined ? newest : 'draft');
  const found = useSignal<readonly Difference[] | null>(null);
  const compare = (event: SubmitEvent) => {
    event.preventDefault();
    const first = from.peek() ?? newest;
    if (first === undefined) return;
    void act(async () => {
      found.value = (await admin.api.diff(id, first, to.peek())).differences;
    });
  };
  if (newest === undefined) return null;
  return (
    <section class="card">
      <h2>{t('compare')}</h2>
      <form class="compare-form" onSubmit={compare}>
        <SidePicker
          label={t('compareFrom')}
          testId="compare-from"
          versions={versions}
          chosen={from.value ?? newest}
          onChoose={(side) => {
            from.value = side;
          }}
        />
        <SidePicker
          label={t('compareTo')}
          testId="compare-to"
          versions={versions}
          withDraft
          chosen={to.value}
          onChoose={(side) => {
            to.value = side;
          }}
        />
        <button type="submit" class="button" data-testid="compare" disabled={busy}>
          {t('compareSubmit')}
        </button>
      </form>
      {found.value?.length === 0 && <p class="muted">{t('noDifferences')}</p>}
      {found.value !== null && found.value.length > 0 && (
        <ul class="differences" data-testid="differences">
          {found.value.map((difference) => (
            <DifferenceRow key={`${difference.path} ${difference.change}`} difference={difference} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface PickerProps {
  label: string;
  testId: string;
  versions: PlaybookSummary['versions'];
  withDraft?: boolean;
  chosen: Side;
  onChoose: (side: Side) => void;
}

function SidePicker({ label, testId, versions, withDraft = false, chosen, onChoose }: PickerProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select data-testid={testId} value={chosen} onChange={(event) => onChoose(sideOf(event.currentTarget.value))}>
        {withDraft && (
          <option value="draft" selected={chosen === 'draft'}>
            {t('draft')}
          </option>
        )}
        {versions.map(({ version }) => (
          <option key={version} value={version} selected={chosen === version}>
            {t('version', { version })}
          </option>
        ))}
      </select>
    </label>
  );
}

function DifferenceRow({ difference: { path, change, sentence, before, after } }: { difference: Difference }) {
  return (
    <li class={`difference difference-${change}`}>
      <span class="difference-icon" title={t(`change_${change}`)}>
        <Icon of={CHANGE_ICONS[change]} size={14} />
      </span>
      <div class="difference-words">
        <p dir="auto">{sentence}</p>
        <code class="muted">{path || t('theWhole')}</code>
        <Value of={before} was />
        <Value of={after} />
      </div>
    </li>
  );
}

/** Short values are shown as they are; what is long is for the sentence and the graph. */
const LONGEST_VALUE = 300;

function Value({ of, was = false }: { of: unknown; was?: boolean }) {
  if (of === undefined) return null;
  const text = typeof of === 'string' ? of : JSON.stringify(of);
  if (text.length > LONGEST_VALUE) return null;
  return was ? <del dir="auto">{text}</del> : <ins dir="auto">{text}</ins>;
}
