"""Typing errors, for learning to see through them and for measuring whether that worked."""

KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    key: [near for near in row[max(0, i - 1) : i + 2] if near != key] for row in KEYS for i, key in enumerate(row)
}


def noisy(text, share, rng):
    """Each letter errs with probability `share`: dropped, doubled, swapped with the next, or a neighbouring key instead.

    rng: random.Random.
    """
    characters, result, i = list(text), [], 0
    while i < len(characters):
        character = characters[i]
        i += 1
        if not character.isalpha() or rng.random() >= share:
            result.append(character)
            continue
        kind = rng.randrange(4)
        if kind == 0:
            continue
        if kind == 1:
            result += [character, character]
        elif kind == 2 and i < len(characters) and characters[i].isalpha():
            result += [characters[i], character]
            i += 1
        else:
            result.append(rng.choice(NEIGHBOURS.get(character.lower(), [character])))
    return "".join(result)
