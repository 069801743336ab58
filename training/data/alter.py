"""Sentences that share nearly every word with another and say something else: negated, with roles swapped, with another
number, or with a word turned into its opposite. A bag of words cannot tell them apart, so they are its hard negatives.
"""

import re

AUXILIARY = re.compile(
    r"\b(is|are|was|were|can|could|will|would|shall|should|may|might|must|has|have|had|does|do|did)\b(?! not\b)"
)
NEGATION = re.compile(r"\b(?:(is|are|was|were|could|would|should|must|has|have|had|does|do|did)n't|(\w+) not)\b")
NUMBER = re.compile(r"\b\d+\b")
WORDS_FOR_NUMBERS = "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty".split()
NUMBER_WORD = re.compile(rf"\b({'|'.join(WORDS_FOR_NUMBERS)})\b", re.I)
TWO_NOUNS = re.compile(
    r"\b((?:the|a|an) (?:\w+ )?)(\w{3,})( (?:\w+ ){1,3}?)((?:the|a|an) (?:\w+ )?)(\w{3,})\b"
    r"(?=[.,;!?]|$| (?:in|on|at|with|for|to|by)\b)",
    re.I,
)
TWO_NAMES = re.compile(r"(?<![.!?] )\b([A-Z][a-z]{2,})\b(.{3,40}?)\b([A-Z][a-z]{2,})\b")
OPPOSITES = """
before after|above below|more less|more fewer|increase decrease|increased decreased|increases decreases|larger smaller|
large small|big small|high low|higher lower|early late|earlier later|first last|best worst|better worse|always never|
all none|many few|open closed|opened closed|accept reject|accepted rejected|win lose|won lost|buy sell|bought sold|
hot cold|old new|old young|north south|east west|left right|start end|began ended|begins ends|inside outside|with without|
agree disagree|allowed forbidden|possible impossible|true false|strong weak|rich poor|fast slow|long short|full empty|
success failure|gained lost|rise fall|rose fell|male female|man woman|men women|boy girl|up down|everyone nobody
"""
OPPOSITE = {}
for pair in OPPOSITES.replace("\n", "").split("|"):
    one, other = pair.split()
    OPPOSITE.setdefault(one, other)
    OPPOSITE.setdefault(other, one)
OPPOSITE_WORD = re.compile(rf"\b({'|'.join(OPPOSITE)})\b")


def negated(sentence, rng):
    """Puts a "not" behind the first auxiliary, or takes one away."""
    found = NEGATION.search(sentence)
    if found:
        return sentence[: found.start()] + (found[1] or found[2]) + sentence[found.end() :]
    found = AUXILIARY.search(sentence)
    return found and sentence[: found.end()] + " not" + sentence[found.end() :]


def with_another_number(sentence, rng):
    found = rng.choice([*NUMBER.finditer(sentence), *NUMBER_WORD.finditer(sentence)] or [None])
    if found is None:
        return None
    if found[0].isdigit():
        value = int(found[0])
        other = str(value + rng.choice([-1, 1]) * rng.randint(1, max(2, value // 5 if value < 1500 else 40)))
        other = other.lstrip("-")
    else:
        other = rng.choice([word for word in WORDS_FOR_NUMBERS if word != found[0].lower()])
    return sentence[: found.start()] + other + sentence[found.end() :]


def with_roles_swapped(sentence, rng):
    """ "The dog chased the cat." -> "The cat chased the dog."; likewise two names."""
    found = TWO_NOUNS.search(sentence)
    if found and found[2].lower() != found[5].lower():
        swapped = f"{found[1]}{found[5]}{found[3]}{found[4]}{found[2]}"
        return sentence[: found.start()] + swapped + sentence[found.end() :]
    found = TWO_NAMES.search(sentence)
    if found and found[1] != found[3]:
        return sentence[: found.start()] + found[3] + found[2] + found[1] + sentence[found.end() :]
    return None


def with_an_opposite(sentence, rng):
    found = rng.choice([*OPPOSITE_WORD.finditer(sentence)] or [None])
    return found and sentence[: found.start()] + OPPOSITE[found[0]] + sentence[found.end() :]


WAYS = (negated, with_another_number, with_roles_swapped, with_an_opposite)


def altered(sentence, rng):
    """A sentence that says something else in the same words, in a way drawn by chance; None where no way applies.

    rng: random.Random.
    """
    for way in rng.sample(WAYS, len(WAYS)):
        result = way(sentence, rng)
        if result and result.lower() != sentence.lower():
            return result
    return None
