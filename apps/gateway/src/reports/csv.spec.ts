import { csvHead, csvRows } from './csv.ts';

describe('csvRows', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    [null, ''],
    [-1.5, '-1.5'],
    ['a, b', '"a, b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\rlines', '"two\rlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['1-2', '1-2'],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['＝1', "'＝1"],
    ['naïve 文字', 'naïve 文字'],
  ])('writes %j as %j', (value, cell) => {
    expect(csvRows([['x', value, 'y']])).toBe(`x,${cell},y\r\n`);
  });

  it('writes nothing for no rows', () => {
    expect(csvRows([])).toBe('');
  });
});

it('a file begins with a byte order mark and its columns', () => {
  expect(Buffer.from(csvHead(['a', 'b c'])).toString('hex')).toBe(Buffer.from('\uFEFFa,b c\r\n').toString('hex'));
});
