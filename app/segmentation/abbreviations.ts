// Words that a full stop belongs to, without their last full stop, in lower case.

/** Before a name, when they are written with a capital or in a script without capitals. */
const TITLES = words(`
  mr mrs ms mx dr prof gen col maj sgt cpl pvt lt capt cmdr cdr adm rev hon gov sen rep pres supt fr msgr mme mlle
  messrs डॉ श्री श्रीमती सुश्री प्रो प्रा कु सौ पं स्व मा`);

/** Before an example, a name or a number, whatever its case. */
const OPENING = words('e.g eg i.e ie cf vs viz ca approx incl excl esp resp उदा क्र नं');

/** Followed by a number when they stand for "number", "page" and the like; otherwise perhaps plain words. */
const NUMBERED = words(`
  no nos nr p pp vol vols fig figs eq eqs ch chap chs sec sect art para ver v pt op bk tab ex ed app rs
  पृ रु ई.पू इ.स ई.स सन`);

/** Followed by more of the sentence, or the last word of it. */
const INNER = words(`
  st mt ft inc ltd co corp bros llc jr sr esq dept univ assn est ave blvd rd hwy bldg etc al a.m p.m ph.d d.phil m.d
  b.a m.a b.sc m.sc jan feb apr jul aug sep sept oct nov dec mon tue tues thu thurs fri oz lb lbs min avg ext tel trans
  repr misc लि कि.मी`);

/** Words that, with a capital, far more often begin a sentence than continue a name. */
const STARTERS = words(`
  a an the this that these those it he she we they i you there here what who how why where when while if in on at by
  for from to with after before as but and or so yet then thus however also although because since until once his her
  its our their my your no not yes some many most all each every one both another such please let see note use do now
  next first finally`);

const LAST_WORD = /(?<![\p{L}\p{M}\p{N}])(\p{L}\p{M}*(?:\.?\p{L}\p{M}*)*)\.$/u;
const CAPITAL_WORD = /^["'“‘«([]*(\p{Lu}\p{L}*)(?=[\s,’'])/u;
const NUMBER = /^[([§#]*(?:\p{Nd}|[IVXLC]+\b)/u;
const INITIALS = /^(?:\p{Lu}|\p{L}\p{M}*(?:\.\p{L}\p{M}*)+)$/u;
const SPELT_INITIAL = /^\p{L}\p{M}*\./u;
const AFTER_INITIAL = /(?<![\p{L}\p{M}])\p{L}\p{M}*\.\s*\p{L}\p{M}*\.$/u;

/**
 * True when the full stop at the end of `before` belongs to an abbreviation or initial, and `after` goes on with
 * the same sentence.
 */
export function endsInAbbreviation(before: string, after: string): boolean {
  const word = LAST_WORD.exec(before)?.[1];
  if (word === undefined) return false;
  const lower = word.toLowerCase();
  if (OPENING.has(lower) || (TITLES.has(lower) && !/^\p{Ll}/u.test(word))) return true;
  if (NUMBERED.has(lower) && NUMBER.test(after)) return true;
  if (isInitials(word, before, after) || INNER.has(lower)) return !beginsSentence(after);
  return false;
}

/** Single letters: "J. K. Rowling", "U.S. Army". In scripts without capitals only beside another one. */
function isInitials(word: string, before: string, after: string): boolean {
  const isBesideAnother = SPELT_INITIAL.test(after) || AFTER_INITIAL.test(before);
  if (word === 'I' || !/\p{Lu}|\./u.test(word)) return /^\p{L}\p{M}*$/u.test(word) && isBesideAnother;
  return INITIALS.test(word);
}

function beginsSentence(after: string): boolean {
  return STARTERS.has(CAPITAL_WORD.exec(after)?.[1]?.toLowerCase() ?? '');
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
