import { de } from './de.ts';
import { en } from './en.ts';
import { wordsFor } from './index.ts';

const noNetwork = () => Promise.reject(new Error('no network'));

describe('wordsFor', () => {
  it('loads the first wanted language that there is', async () => {
    const asked: string[] = [];
    const words = await wordsFor(['it', 'de-AT', 'fr'], async (language) => {
      asked.push(language);
      return de;
    });
    expect(asked).toEqual(['de']);
    expect(words.language).toBe('de');
    expect(words.t('timeline.joined', { name: 'Ana' })).toBe('Ana ist beigetreten');
  });

  it('has English at hand', async () => {
    const words = await wordsFor(['en-GB'], noNetwork);
    expect([words.language, words.t('composer.send')]).toEqual(['en', en.composer.send]);
  });

  it('speaks English while a language cannot be loaded', async () => {
    const words = await wordsFor(['fr'], noNetwork);
    expect([words.language, words.t('composer.send')]).toEqual(['en', en.composer.send]);
  });
});
