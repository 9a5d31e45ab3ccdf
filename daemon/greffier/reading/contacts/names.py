"""Names of people as they are written: where they stand in a line, and which part is the family name."""

import re
from dataclasses import dataclass

from greffier.reading.words import fold, set_of

PARTICLES = set_of(
    "de du des d la le les l van von vom der den het ter ten da do dos das del della di el al ben ibn bin mac mc "
    "o saint st sainte af zu zur"
)
WORD = r"[^\W\d_]+(?:\.?['’‑-][^\W\d_]+)*['’]?\.?"
NAME_LIMIT = 6
"""Words of a name; no one is called longer."""

INITIALS = re.compile(r"[^\W\d_](?:\.?[‑-][^\W\d_])*\.")
NOWHERE = -10
CANDIDATE = re.compile(WORD)
SEPARATES = re.compile(r"[ \t\n\u00a0\u202f]{1,3}")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a line: its words as written, and where they begin and end."""

    words: tuple[str, ...]
    first: int
    last: int
    titled: bool = False
    """Whether a title (M., Mme, Me) stands before it."""


@dataclass(frozen=True, slots=True)
class Split:
    """A name told apart; `sure` where capitals, labels or the address show the order."""

    given: str | None
    family: str | None
    sure: bool = False


ELIDED = re.compile(r"[cjlmnstd]['’]|qu['’]", re.IGNORECASE)


def is_particle(word: str) -> bool:
    """Tell whether a word leads to a family name (`de`, `Le`, `van`, `d'Arvor`)."""
    return fold(word).rstrip(".") in PARTICLES or bool(re.match(r"[dDoO]['’][^\W\d_a-zà-ÿ]", word))


def names_in(text: str, nobody: frozenset[str], titles: frozenset[str]) -> list[Named]:
    """Return runs of capitalised words that may be names; `nobody` are words that never belong to one."""
    found: list[Named] = []
    run: list[re.Match[str]] = []
    title_end = NOWHERE
    for match in CANDIDATE.finditer(text):
        word = fold(match.group()).rstrip(".'’")
        follows = bool(run) and SEPARATES.fullmatch(text[run[-1].end() : match.start()]) is not None
        if not follows:
            _close(run, found, title_end)
            run = []
        if word in titles and not run:
            title_end = match.end()
        elif _may_belong(match.group(), word, nobody, follows or 0 <= match.start() - title_end <= 2):
            run.append(match)
        else:
            _close(run, found, title_end)
            run = []
    _close(run, found, title_end)
    return found


def _may_belong(written: str, word: str, nobody: frozenset[str], inside: bool) -> bool:
    if is_particle(written):
        return inside or written[:1].isupper()
    if INITIALS.fullmatch(written) and written.isupper():
        return True
    if word in nobody or not written[:1].isupper():
        return False
    return inside or (len(written) > 1 and not ELIDED.match(written))


def _close(run: list[re.Match[str]], found: list[Named], title_end: int) -> None:
    while run and fold(run[-1].group()) in PARTICLES and not _ends_in_particles(run):
        run.pop()
    if not run or len(run) > NAME_LIMIT or not any(match.group()[:1].isupper() for match in run):
        return
    titled = 0 <= run[0].start() - title_end <= 2
    words = tuple(match.group() if INITIALS.fullmatch(match.group()) else match.group().rstrip(".") for match in run)
    found.append(Named(words, run[0].start(), run[-1].end(), titled))


def _ends_in_particles(run: list[re.Match[str]]) -> bool:
    """Tell whether two capitalised particles are a family name of their own: Gwenola Le Du."""
    last = [match.group() for match in run[-2:]]
    return len(run) > 2 and all(word.istitle() and is_particle(word) for word in last)


def split_name(words: tuple[str, ...], email: str | None, given_names: frozenset[str], titled: bool = False) -> Split:
    """Tell given from family name: by capitals, by the address, by known given names, else the given name first."""
    if len(words) == 1:
        return _single(words[0], email, given_names, titled)
    return (
        _by_capitals(words)
        or _in_address_order(words, email)
        or _by_address(words, email, given_names)
        or _natural(words, given_names)
    )


def _single(word: str, email: str | None, given_names: frozenset[str], titled: bool) -> Split:
    begins = re.split(r"[._]", fold((email or "").partition("@")[0]))[0]
    if not titled and not word.isupper() and (fold(word) in given_names or begins == fold(word)):
        return Split(word, None)
    return Split(None, word)


def _by_capitals(words: tuple[str, ...]) -> Split | None:
    loud = [word.isupper() and len(word) > 1 and not INITIALS.fullmatch(word) for word in words]
    if all(loud) or not any(loud):
        return None
    first, last = loud.index(True), len(loud) - 1 - loud[::-1].index(True)
    while first and is_particle(words[first - 1]):
        first -= 1
    family, given = words[first : last + 1], words[:first] + words[last + 1 :]
    return Split(" ".join(given) or None, " ".join(family), sure=True)


def _in_address_order(words: tuple[str, ...], email: str | None) -> Split | None:
    """Follow an address of two names, which gives the given name first: `mathis.gautier@` settles Mathis Gautier."""
    pieces = [piece for piece in re.split(r"[._+-]", fold((email or "").partition("@")[0])) if piece]
    *given, family = words
    if len(given) > 1 and pieces == ["".join(fold(word)[:1] for word in given), fold(family)]:
        return Split(" ".join(given), family, sure=True)  # tm.nguyen@ settles Thi Mai Nguyen
    agree = len(pieces) >= 2 and pieces[0] == _flat(words[:1]) and "".join(pieces[1:]) == _flat(words[1:])
    return Split(words[0], " ".join(words[1:]), sure=True) if agree else None


def _by_address(words: tuple[str, ...], email: str | None, given_names: frozenset[str]) -> Split | None:
    """`lou.castaing@` says that Castaing Lou is called Lou; `nadia@` that Ouhmidou Nadia is called Nadia."""
    pieces = [piece for piece in re.split(r"[._+-]", fold((email or "").partition("@")[0])) if piece]
    heads, tails = _flat(words[:1]), _flat(words[-1:])
    inverted = Split(words[-1], " ".join(words[:-1]), sure=True)
    if len(pieces) >= 2:
        if pieces[0] == tails and _flat(words[:-1]) == "".join(pieces[1:]):
            return inverted
        if len(pieces[0]) <= 3 and _flat(words[:-1]).startswith("".join(pieces[1:])) and len("".join(pieces[1:])) > 3:
            return inverted if tails.startswith(pieces[0][0]) and not heads.startswith(pieces[0][0]) else None
        return None
    if pieces == [tails] and not is_particle(words[0]) and fold(words[0]) not in given_names:
        return inverted
    if pieces and pieces[0] == tails[:1] + _flat(words[:-1]):
        return inverted
    return None


def _natural(words: tuple[str, ...], given_names: frozenset[str]) -> Split:
    if is_particle(words[0]):
        return Split(words[-1], " ".join(words[:-1]))
    if fold(words[-1]) in given_names and not _is_given(words[0], given_names):
        return Split(words[-1], " ".join(words[:-1]))
    cut = 1
    while cut < len(words) - 1 and fold(words[cut]) in given_names:
        cut += 1
    return Split(" ".join(words[:cut]), " ".join(words[cut:]))


def _is_given(word: str, given_names: frozenset[str]) -> bool:
    """Tell a given name, also one that two make up (`Marie-Denise`)."""
    return fold(word) in given_names or all(part in given_names for part in re.split(r"[-‑]", fold(word)))


def _flat(words: tuple[str, ...]) -> str:
    return re.sub(r"[^a-z]", "", "".join(fold(word) for word in words))
