import { moneyOf } from '../money.ts';
import { detailsOf } from './details.ts';

it.each([
  ['person.name', 'Ana', { personName: 'Ana' }],
  ['person.email', 'a@b.example', { email: 'a@b.example' }],
  ['person.phone', '+34600000000', { phone: '+34600000000' }],
  ['organisation.name', 'Acme', { organisation: 'Acme' }],
  ['message', 'Call me', { note: 'Call me' }],
  ['deal.value', '1200.50 EUR', { dealValue: '1200.50', currency: 'EUR' }],
  ['deal.value', '1200', { dealValue: '1200' }],
  ['deal.value', 'a lot', {}],
  ['budget', '5', {}],
  ['constructor', 'x', {}],
])('%s “%s” fills %j', (field, value, details) => {
  expect(detailsOf(field, value)).toEqual(details);
});

it.each([
  ['1200.50 EUR', { amount: '1200.50', currency: 'EUR' }],
  ['0.5', { amount: '0.5', currency: null }],
  ['999999999999', { amount: '999999999999', currency: null }],
  ['1234567890123', null],
  ['1.234', null],
  ['-5', null],
  ['5 eur', null],
  ['EUR 5', null],
  ['', null],
])('“%s” is the money %j', (value, money) => {
  expect(moneyOf(value)).toEqual(money);
});
