// Texts for laws that are to hold for any text: repeatable, made of a few hundred words so that some repeat.

/** A repeatable sequence of whole numbers below a limit (mulberry32, public domain). */
export function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** So many words, as in a text. */
export function randomWords(count: number, below: (limit: number) => number): string[] {
  return Array.from({ length: count }, () => `word${below(400)}`);
}

/** The same items in another order. */
export function shuffled<T>(items: readonly T[], below: (limit: number) => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = below(i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
