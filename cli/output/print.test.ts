import { expect, it } from 'vitest';
import { withoutControls } from './print.ts';

it.each([
  ['a\u001B[31mb', 'a\u241B[31mb'],
  ['a\tb\nc', 'a\tb\nc'],
  ['a\u007Fb\u0085c', 'a\u2421b\uFFFDc'],
  ['invoice\u202Efdp.exe', 'invoice\uFFFDfdp.exe'],
  ['\u2066שלום\u2069', '\uFFFDשלום\uFFFD'],
  ['שלום\u200F', 'שלום\u200F'],
])('%j reaches a terminal as %j', (text, shown) => {
  expect(withoutControls(text)).toBe(shown);
});
