import type { DraftStore } from '../draft/store.ts';
import { byWhom, useAct } from '../shared/act.ts';
import { t } from '../texts/index.ts';

/** Somebody else saved this draft meanwhile: the author decides whose text goes on. */
export function Conflict({ draft }: { draft: DraftStore }) {
  const { busy, act } = useAct();
  return (
    <div class="notice notice-asks" role="alert" data-testid="draft-conflict">
      <p>{t('draftConflict', { by: byWhom(draft.conflict.value?.updatedBy ?? null) })}</p>
      <div class="notice-buttons">
        <button type="button" class="button" data-testid="draft-take-theirs" onClick={() => draft.takeTheirs()}>
          {t('takeTheirs')}
        </button>
        <button
          type="button"
          class="button button-main"
          data-testid="draft-keep-mine"
          disabled={busy}
          onClick={() => void act(() => draft.keepMine())}
        >
          {t('keepMine')}
        </button>
      </div>
    </div>
  );
}
