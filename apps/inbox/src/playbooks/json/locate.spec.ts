import { cardOf, partsOf } from './path.ts';
import { lineAt, parseJson, pathAt, rangeAt } from './tree.ts';

const TEXT = `{
  "cards": {
    "ask": {
      "kind": "question",
      "choices": [
        { "id": "a", "next": "nowhere" },
        { "id": "b" }
      ]
    },
    "odd key!": { "kind": "end" }
  }
}`;
const json = parseJson(TEXT);
const shown = (path: string): string => {
  const { from, to } = rangeAt(json, partsOf(path));
  return TEXT.slice(from, to);
};

describe('the parts of a path', () => {
  test.each([
    ['cards.ask.choices[0].next', ['cards', 'ask', 'choices', 0, 'next']],
    ['cards["odd key!"].kind', ['cards', 'odd key!', 'kind']],
    ['tests[2].script.steps[10]', ['tests', 2, 'script', 'steps', 10]],
    ['', []],
    ['cards.ask…', ['cards', 'ask']],
  ])('%s', (path, parts) => {
    expect(partsOf(path)).toEqual(parts);
  });

  test('tell the card', () => {
    expect(cardOf('cards.ask.choices[0]')).toBe('ask');
    expect(cardOf('tests[0].name')).toBeNull();
  });
});

describe('the place of a path', () => {
  test.each([
    ['cards.ask.choices[0].next', '"next": "nowhere"', 6],
    ['cards.ask', '"ask"', 3],
    ['cards["odd key!"].kind', '"kind": "end"', 10],
    // the key is missing: its object is shown
    ['cards.ask.choices[1].next', '{', 7],
    ['cards.gone.kind', '"cards"', 2],
    ['', '{', 1],
  ])('%s', (path, text, line) => {
    expect(shown(path)).toBe(text);
    expect(lineAt(TEXT, rangeAt(json, partsOf(path)).from)).toBe(line);
  });

  test('is found in text that is not finished', () => {
    const broken = parseJson('{ "cards": { "ask": { "kind": "question", ');
    const { from } = rangeAt(broken, partsOf('cards.ask.kind'));
    expect(broken.text.slice(from, from + 6)).toBe('"kind"');
  });

  test('and back', () => {
    expect(pathAt(json, TEXT.indexOf('nowhere'))).toEqual(['cards', 'ask', 'choices', 0, 'next']);
    expect(pathAt(json, TEXT.indexOf('"b"') + 1)).toEqual(['cards', 'ask', 'choices', 1, 'id']);
  });
});
