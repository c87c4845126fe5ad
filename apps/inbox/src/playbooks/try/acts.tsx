import { useSignal } from '@preact/signals';
import { Clock, Headset, Paperclip, SendHorizontal, SkipForward, Star } from 'lucide';
import type { Simulation } from '#libs/contracts';
import { duration } from '../../i18n/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { t } from '../texts/index.ts';
import { awaitsHttp, nextTimer, openPrompt, type Prompt, sending, until } from './state.ts';
import type { TryStore } from './store.ts';
import { timerName } from './timers.ts';

interface Props {
  store: TryStore;
  simulation: Simulation;
}

const WAITS = [
  ['30s', 30],
  ['5m', 300],
  ['1h', 3_600],
  ['1d', 86_400],
] as const;

/** What visitor, agents and clock can do next. */
export function Acts({ store, simulation }: Props) {
  const { phase } = simulation;
  const prompt = openPrompt(simulation);
  return (
    <div class="try-acts">
      {phase === 'closed' ? (
        <p class="muted">{t('tryEnded')}</p>
      ) : (
        <VisitorActs key={simulation.card} store={store} prompt={prompt} />
      )}
      {phase !== 'closed' && (
        <div class="try-others">
          <WaitMenu store={store} simulation={simulation} />
          <AgentActs store={store} simulation={simulation} />
          {awaitsHttp(simulation) && <HttpActs store={store} />}
        </div>
      )}
    </div>
  );
}

function VisitorActs({ store, prompt }: { store: TryStore; prompt: Prompt | null }) {
  const text = useSignal('');
  const consent = useSignal(false);
  const send = () => {
    const words = text.peek().trim();
    if (words === '') return;
    store.do(sending(prompt, words, consent.peek()));
    text.value = '';
    consent.value = false;
  };
  return (
    <>
      {prompt?.choices && (
        <div class={`try-choices ${prompt.style === 'list' ? 'try-choices-list' : ''}`}>
          {prompt.choices.map((choice) => (
            <button
              key={choice.id}
              type="button"
              class="button button-small try-choice"
              data-testid="try-choice"
              data-choice-id={choice.id}
              onClick={() => store.do({ choose: choice.id })}
            >
              {choice.text}
            </button>
          ))}
        </div>
      )}
      {prompt?.input === 'rating' && <Rating prompt={prompt} onGive={(stars) => store.do({ answer: String(stars) })} />}
      {prompt?.consent && (
        <label class="check">
          <input
            type="checkbox"
            data-testid="try-consent"
            checked={consent.value}
            onChange={(event) => {
              consent.value = event.currentTarget.checked;
            }}
          />
          {prompt.consent.text}
        </label>
      )}
      <form
        class="try-form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <input
          type="text"
          dir="auto"
          data-testid="try-input"
          aria-label={t('tryInput')}
          placeholder={placeholderOf(prompt)}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
        {prompt?.skippable && (
          <button type="button" class="button" data-testid="try-skip" onClick={() => store.do({ skip: true })}>
            <Icon of={SkipForward} size={15} />
            {prompt.skipText ?? t('skip')}
          </button>
        )}
        <button type="submit" class="button button-main" data-testid="try-send" disabled={text.value.trim() === ''}>
          <Icon of={prompt?.input === 'file' ? Paperclip : SendHorizontal} size={16} />
          <span class="unseen">{t('send')}</span>
        </button>
      </form>
    </>
  );
}

function placeholderOf(prompt: Prompt | null): string {
  if (prompt?.input === 'file') return t('tryFile');
  return prompt?.input === undefined ? t('tryInput') : t(`input_${prompt.input}`);
}

const RATING_MAX = 5;

function Rating({ prompt, onGive }: { prompt: Prompt; onGive: (stars: number) => void }) {
  const max = prompt.max ?? RATING_MAX;
  return (
    <div class="try-rating">
      {Array.from({ length: max }, (_, index) => (
        <button
          key={index}
          type="button"
          class="button-plain"
          data-testid={`try-rating-${index + 1}`}
          aria-label={t('ratingOf', { given: index + 1, of: max })}
          onClick={() => onGive(index + 1)}
        >
          <Icon of={Star} />
        </button>
      ))}
    </div>
  );
}

function WaitMenu({ store, simulation }: Props) {
  const timer = nextTimer(simulation);
  return (
    <Menu
      testId="try-wait"
      className="button button-small"
      label={
        <>
          <Icon of={Clock} size={14} />
          {t('letTimePass')}
        </>
      }
    >
      {timer && (
        <button
          type="button"
          role="menuitem"
          class="menu-item"
          data-testid="try-wait-next"
          onClick={() => store.do({ wait: until(timer, simulation.endedAt) })}
        >
          {t('untilTimer', { kind: timerName(timer.kind) })}
        </button>
      )}
      {WAITS.map(([wait, seconds]) => (
        <button
          key={wait}
          type="button"
          role="menuitem"
          class="menu-item"
          data-testid={`try-wait-${wait}`}
          onClick={() => store.do({ wait })}
        >
          {duration(seconds)}
        </button>
      ))}
    </Menu>
  );
}

function AgentActs({ store, simulation: { phase } }: Props) {
  return (
    <Menu
      testId="try-agents"
      className="button button-small"
      label={
        <>
          <Icon of={Headset} size={14} />
          {t('agents')}
        </>
      }
    >
      <AgentAct testId="try-team-online" label={t('comeOnline')} onDo={() => store.do({ team: 'online' })} />
      <AgentAct testId="try-team-offline" label={t('goOffline')} onDo={() => store.do({ team: 'offline' })} />
      {phase === 'waiting' && (
        <AgentAct testId="try-agent-joins" label={t('agentJoins')} onDo={() => store.do({ agent: 'joins' })} />
      )}
      {phase === 'live' && (
        <>
          <AgentAct
            testId="try-agent-says"
            label={t('agentSays')}
            onDo={() => store.do({ agentSays: t('agentSample') })}
          />
          <AgentAct testId="try-agent-hands-back" label={t('handBack')} onDo={() => store.do({ agent: 'handsBack' })} />
        </>
      )}
      {(phase === 'live' || phase === 'waiting') && (
        <AgentAct testId="try-agent-closes" label={t('close')} onDo={() => store.do({ agent: 'closes' })} />
      )}
    </Menu>
  );
}

function AgentAct({ label, testId, onDo }: { label: string; testId: string; onDo: () => void }) {
  return (
    <button type="button" role="menuitem" class="menu-item" data-testid={testId} onClick={onDo}>
      {label}
    </button>
  );
}

/** What the other service answers: JSON, or nothing. */
function HttpActs({ store }: { store: TryStore }) {
  const json = useSignal('{ }');
  const wrong = useSignal(false);
  const answer = () => {
    try {
      store.do({ http: { ok: true, answer: JSON.parse(json.peek()) } });
      wrong.value = false;
    } catch {
      wrong.value = true;
    }
  };
  return (
    <div class="try-http">
      <input
        type="text"
        class="code"
        aria-label={t('serviceAnswer')}
        aria-invalid={wrong.value}
        data-testid="try-http-json"
        value={json.value}
        onInput={(event) => {
          json.value = event.currentTarget.value;
        }}
      />
      <button type="button" class="button button-small" data-testid="try-http-ok" onClick={answer}>
        {t('serviceAnswers')}
      </button>
      <button
        type="button"
        class="button button-small"
        data-testid="try-http-failed"
        onClick={() => store.do({ http: { ok: false } })}
      >
        {t('serviceFails')}
      </button>
    </div>
  );
}
