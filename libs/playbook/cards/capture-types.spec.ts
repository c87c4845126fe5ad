import type { InputKind } from '#libs/contracts';
import { limitsOf, valueFrom } from './capture-types.ts';

type Row = [raw: string, kept: string | null];
type Card = Omit<Parameters<typeof valueFrom>[1], 'type'>;

const kept = (type: InputKind, language: string, card: Card, rows: Row[]) =>
  it.each(rows)(`${type} in ${language} ${JSON.stringify(card)}: %j is %j`, (raw, value) => {
    expect(valueFrom(raw, { type, ...card }, language)).toBe(value);
  });

describe('lines and texts', () => {
  kept('email', 'en', {}, [
    ['ana@example.com', 'ana@example.com'],
    ['  Ana.Silva+web@Example.co.uk\n', 'Ana.Silva+web@Example.co.uk'],
    ['ana@example', null],
    ['ana example.com', null],
    ['ana@@example.com', null],
    ['my address is ana@example.com', null],
    ['ana@example.com, ben@example.com', null],
    [`${'a'.repeat(250)}@example.com`, null],
  ]);
  kept('name', 'en', {}, [
    ['  Ana   Silva\t', 'Ana Silva'],
    ['Ana\nSilva', 'Ana Silva'],
    [' \n ', null],
    ['x'.repeat(200), 'x'.repeat(200)],
    ['x'.repeat(201), null],
  ]);
  kept('organisation', 'en', {}, [
    [' Société Générale ', 'Société Générale'],
    ['x'.repeat(201), null],
  ]);
  kept('text', 'en', {}, [
    [' two\nlines ', 'two\nlines'],
    ['x'.repeat(4_000), 'x'.repeat(4_000)],
    ['x'.repeat(4_001), null],
    ['\t', null],
  ]);
  kept('file', 'en', {}, [['file:1', null]]);
});

describe('phone numbers, in E.164', () => {
  kept('phone', 'en', {}, [
    ['+49 (30) 1234-5678', '+493012345678'],
    ['+49-30/12345678', '+493012345678'],
    ['0049 30 1234 5678', '+493012345678'],
    ['00 1 212 555 2368', '+12125552368'],
    ['+1 (212) 555-2368', '+12125552368'],
    ['＋４９ ３０ １２３４５６７８', '+493012345678'],
    ['+٤٩ ٣٠ ١٢٣٤٥٦٧٨', '+493012345678'],
    ['030 12345678', null],
    ['12345', null],
    ['+49 30', null],
    ['+999 123456789', null],
    ['+49301234567890123456', null],
    ['+1 212 555 CALL', null],
    ['++493012345678', null],
    ['call +49 30 12345678', null],
    ['+49 30 12345678 or +49 30 87654321', null],
    ['9'.repeat(16_384), null],
    ['', null],
  ]);
  kept('phone', 'de', { country: 'DE' }, [
    ['030 12345678', '+493012345678'],
    ['+34 912 345 678', '+34912345678'],
    ['0034 912 345 678', '+34912345678'],
    ['30', null],
  ]);
  kept('phone', 'en-AU', { country: 'AU' }, [
    ['0011 49 30 12345678', '+493012345678'],
    ['0049 30 12345678', '+493012345678'],
    ['(02) 9374 4000', '+61293744000'],
  ]);
  kept('phone', 'en', { country: 'ZZ' }, [
    ['030 12345678', null],
    ['+49 30 12345678', '+493012345678'],
  ]);
});

describe('numbers, as people of the language type them', () => {
  const BOTH: Row[] = [
    ['0', '0'],
    ['-0', '0'],
    ['007', '7'],
    ['42', '42'],
    ['  42 ', '42'],
    ['+42', '42'],
    ['-42', '-42'],
    ['− 42', '-42'],
    ['1234567', '1234567'],
    ['1 234 567', '1234567'],
    ['1\u00a0234\u202f567', '1234567'],
    ['1’234’567', '1234567'],
    ['1,234,567', '1234567'],
    ['1.234.567', '1234567'],
    ['1,234.50', '1234.5'],
    ['1.234,50', '1234.5'],
    ['1’234.50', '1234.5'],
    ['1 234,50', '1234.5'],
    ['12,34,567', '1234567'],
    ['12,34,567.8', '1234567.8'],
    ['0.5', '0.5'],
    ['0,5', '0.5'],
    ['0,500', '0.5'],
    ['.5', '0.5'],
    [',5', '0.5'],
    ['1.5', '1.5'],
    ['1,5', '1.5'],
    ['1.2345', '1.2345'],
    ['1234.567', '1234.567'],
    ['１２３', '123'],
    ['१२३', '123'],
    ['٤٢', '42'],
    ['١٬٢٣٤٫٥', '1234.5'],
    ['999999999999999', '999999999999999'],
    ['1000000000000000', null],
    ['0.1234567890123456', null],
    ['', null],
    ['-', null],
    ['.', null],
    ['5.', null],
    ['1.2.3', null],
    ['1,23,4', null],
    ['1.234,567.8', null],
    ['1,234.567,8', null],
    ['1 2', null],
    ['1 234.567,8', null],
    ['--5', null],
    ['1e5', null],
    ['0x10', null],
    ['Infinity', null],
    ['NaN', null],
    ['about 5', null],
    ['5 people', null],
    ['five', null],
    ['1'.repeat(16_384), null],
  ];
  kept('number', 'en', {}, [...BOTH, ['1,200', '1200'], ['1.200', '1.2']]);
  kept('number', 'es', {}, [...BOTH, ['1,200', '1.2'], ['1.200', '1200']]);
  kept('number', 'es-MX', {}, [
    ['1,200', '1200'],
    ['1.200', '1.2'],
  ]);
  kept('number', 'de', {}, [['1.200', '1200']]);
  kept('number', 'xx', {}, [['1.200', '1.2']]);
  kept('number', '__proto__', {}, [['1.200', '1.2']]);
  kept('number', 'en', { min: -1, max: 10.5 }, [
    ['-1', '-1'],
    ['10,5', '10.5'],
    ['-1.01', null],
    ['10.6', null],
  ]);
});

describe('money', () => {
  kept('money', 'en', { currency: 'EUR' }, [
    ['1200', '1200 EUR'],
    ['1200.5', '1200.50 EUR'],
    ['1,200.50', '1200.50 EUR'],
    ['1.200,50', '1200.50 EUR'],
    ['1.200', '1200 EUR'],
    ['1,200', '1200 EUR'],
    ['€1,200.50', '1200.50 EUR'],
    ['1.200,50 €', '1200.50 EUR'],
    ['1.200,- €', '1200 EUR'],
    ['1’200.–', '1200 EUR'],
    ['300 usd', '300 USD'],
    ['USD 300', '300 USD'],
    ['$300', '300 USD'],
    ['$300 MXN', '300 MXN'],
    ['US$ 300', '300 USD'],
    ['R$ 1.200,00', '1200 BRL'],
    ['£5', '5 GBP'],
    ['5 Euro', '5 EUR'],
    ['5 zł', '5 PLN'],
    ['300 kr', '300 SEK'],
    ['٣٠٠ €', '300 EUR'],
    ['0', '0 EUR'],
    ['999999999999.99', '999999999999.99 EUR'],
    ['1000000000000', null],
    ['1.2345', null],
    ['-5', null],
    ['€-5', null],
    ['€ 5 GBP', null],
    ['$5 EUR', null],
    ['5 XQX', null],
    ['5 constructor', null],
    ['5k', null],
    ['5 to 10', null],
    ['much', null],
    ['', null],
    [`5${'x'.repeat(16_000)}`, null],
  ]);
  kept('money', 'en', { currency: 'CAD' }, [
    ['$300', '300 CAD'],
    ['C$300', null],
  ]);
  kept('money', 'sv', { currency: 'DKK' }, [['300 kr', '300 DKK']]);
  kept('money', 'en', {}, [
    ['1200.5', '1200.50'],
    ['£1200', '1200 GBP'],
  ]);
  kept('money', 'en', { currency: 'EUR', min: 100, max: 200 }, [
    ['99.99', null],
    ['100', '100 EUR'],
    ['$200', '200 USD'],
    ['200.01', null],
  ]);
});

describe('dates, in ISO 8601', () => {
  const ALL: Row[] = [
    ['2026-03-31', '2026-03-31'],
    ['2026-3-1', '2026-03-01'],
    ['2026/03/31', '2026-03-31'],
    ['31.3.2026', '2026-03-31'],
    ['31. 3. 2026', '2026-03-31'],
    ['2024-02-29', '2024-02-29'],
    ['2026-02-29', null],
    ['31.4.2026', null],
    ['2026-13-01', null],
    ['2026-00-10', null],
    ['0000-01-01', null],
    ['0999-01-01', null],
    ['31.3.26', null],
    ['31.3', null],
    ['2026-03-31T10:00', null],
    ['tomorrow', null],
    ['', null],
  ];
  kept('date', 'en', {}, [...ALL, ['31/3/2026', '2026-03-31'], ['3/4/2026', '2026-04-03'], ['3/31/2026', null]]);
  kept('date', 'es', {}, [...ALL, ['31-03-2026', '2026-03-31']]);
  kept('date', 'en-US', {}, [...ALL, ['3/31/2026', '2026-03-31'], ['3/4/2026', '2026-03-04'], ['31/3/2026', null]]);
});

describe('web addresses', () => {
  kept('url', 'en', {}, [
    ['https://example.com/a?b=c#d', 'https://example.com/a?b=c#d'],
    ['http://example.com', 'http://example.com/'],
    [' example.com ', 'https://example.com/'],
    ['WWW.Example.COM/Path', 'https://www.example.com/Path'],
    ['example.com:8080/x', 'https://example.com:8080/x'],
    ['münchen.de', 'https://xn--mnchen-3ya.de/'],
    ['example', null],
    ['localhost:3000', null],
    ['10.0.0.1', null],
    ['3.5', null],
    ['ana@example.com', null],
    ['https://ana:pw@example.com', null],
    ['ftp://example.com', null],
    ['javascript:alert(1)', null],
    ['javascript://example.com/%0aalert(1)', null],
    ['data:text/html,x', null],
    ['exa mple.com', null],
    ['see example.com', null],
    ['https://', null],
    ['', null],
    [`example.com/${'x'.repeat(2_000)}`, null],
  ]);
});

describe('ratings', () => {
  kept('rating', 'en', {}, [
    ['1', '1'],
    [' 5 ', '5'],
    ['0', null],
    ['6', null],
    ['4.5', null],
    ['good', null],
  ]);
  kept('rating', 'en', { min: 3, max: 10 }, [
    ['1', '1'],
    ['10', '10'],
    ['11', null],
  ]);
});

describe('limitsOf', () => {
  it.each<[InputKind, { min?: number; max?: number }, object]>([
    ['number', { min: 0, max: 3 }, { min: 0, max: 3 }],
    ['money', {}, {}],
    ['rating', { min: 3 }, { min: 1, max: 5 }],
    ['text', { min: 3, max: 4 }, {}],
  ])('of %s %j: %j', (type, card, limits) => {
    expect(limitsOf(type, card)).toEqual(limits);
  });
});
