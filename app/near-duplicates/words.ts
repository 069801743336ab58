// A word is a run of letters and digits, with apostrophes inside; a character of a script without spaces is a word.
const WORD =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+(?:'[\p{L}\p{M}]+)*/gu;

/** Words that turn a statement around, in the languages that Semblance's users were thought of first. */
const NEGATIONS: ReadonlySet<string> = new Set([
  ...['not', 'no', 'never', 'none', 'nobody', 'nothing', 'nowhere', 'neither', 'nor', 'cannot', 'without'],
  ...[
    'nicht',
    'kein',
    'keine',
    'keinen',
    'keinem',
    'keiner',
    'keines',
    'nie',
    'niemals',
    'niemand',
    'nichts',
    'ohne',
  ],
  ...[
    'pas',
    'jamais',
    'aucun',
    'aucune',
    'rien',
    'personne',
    'sans',
    'nunca',
    'nadie',
    'ninguno',
    'ninguna',
    'sin',
  ],
]);

/** The words of a text, without regard to case, spacing, punctuation and the width of characters. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFKC').replaceAll('’', "'").toLowerCase().match(WORD) ?? [];
}

/** Whether the word negates: "not", "never", "isn't". */
export function isNegation(word: string): boolean {
  return NEGATIONS.has(word) || word.endsWith("n't");
}
