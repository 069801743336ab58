import type { Mutator } from './mutator.ts';

type Json = unknown;

/** What a reader of JSON may not expect where it expects something else. */
const HOSTILE_VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  -0,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53,
  2 ** 53 + 2,
  '',
  ' ',
  '0',
  'null',
  [],
  {},
  [[]],
  [null],
  ['a'],
  [-1],
  { length: -1 },
  { a: { b: 1 } },
  '\0',
  '../../outside/sentinel',
  '/etc/passwd',
  'a'.repeat(5_000),
  '\ud800',
  Array(300).fill(0),
  Array(300).fill(''),
  '__proto__',
  'constructor',
  { toString: 1 },
  { valueOf: 1 },
  { toJSON: {} },
];

/** Changes a document of JSON here and there, so that it stays JSON. */
export function mutateJson(mutator: Mutator, value: Json): Json {
  let result = structuredClone(value);
  for (let changes = 1 + mutator.below(3); changes > 0; changes--) result = changed(mutator, result);
  return result;
}

function changed(mutator: Mutator, value: Json): Json {
  if (typeof value !== 'object' || value === null || mutator.below(6) === 0)
    return hostileFor(mutator, value);
  if (Array.isArray(value)) return changedArray(mutator, value);
  return changedObject(mutator, value as Record<string, Json>);
}

function changedArray(mutator: Mutator, items: Json[]): Json {
  const at = mutator.below(items.length + 1);
  if (at === items.length) return [...items, hostileFor(mutator, items[0])];
  if (mutator.below(6) === 0) return items.toSpliced(at, 1);
  if (mutator.below(6) === 0) return items.toSpliced(at, 0, ...items);
  return items.with(at, changed(mutator, items[at]));
}

function changedObject(mutator: Mutator, object: Record<string, Json>): Json {
  const entries = Object.entries(object);
  const at = mutator.below(entries.length + 1);
  const [key, value] = entries[at] ?? [mutator.piece(), hostileFor(mutator, null)];
  const way = mutator.below(8);
  if (way === 0) entries.splice(at, 1);
  else if (way === 1) entries.push([mutator.pick(['__proto__', 'constructor', '', mutator.piece()]), value]);
  else if (way === 2) entries.splice(at, 1, [mutator.mutate(key), value]);
  else entries.splice(at, 1, [key, changed(mutator, value)]);
  return Object.fromEntries(entries);
}

function hostileFor(mutator: Mutator, value: Json): Json {
  if (typeof value === 'string' && mutator.below(2) === 0) return mutator.mutate(value);
  if (typeof value === 'number' && mutator.below(2) === 0) {
    return mutator.pick([-value, value + 1, value - 1, value * 2, value + 0.5, value * 2 ** 32, 0]);
  }
  if (mutator.below(20) === 0) return deep(10 ** (1 + mutator.below(3)));
  return mutator.pick(HOSTILE_VALUES);
}

function deep(levels: number): Json {
  let value: Json = 0;
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { a: value };
  return value;
}
