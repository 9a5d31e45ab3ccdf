"""What a sentence holds of people: names, addresses, numbers, and words such as `moi-même` or `idem`, in order."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from greffier.model.mail import Role
from greffier.model.rules import Wordings
from greffier.reading.contacts.corrections import stretch_that_holds
from greffier.reading.contacts.names import Named, names_in
from greffier.reading.contacts.reach import Reach, emails_in, phones_in
from greffier.reading.contacts.roles import Roles, end_of, place_of, roles_in
from greffier.reading.lexicon import Mark, folded_words
from greffier.reading.sentences import Sentence
from greffier.reading.words import fold

LOWER_NAME = re.compile(
    r"([^\W\d_]+(?:-[^\W\d_]+)?) ((?:(?:d[aeiou]|l[ae]|van|ben|el) )?[^\W\d_]+(?:-[^\W\d_]+)?)[\s(:,/–-]{1,4}\Z"
)
LOWER_PAIR = re.compile(r"\b(?=([^\W\d_A-Z]{2,30}) ([^\W\d_A-Z]{2,30})\b)")
SHOWS_A_FIRM = re.compile(r"\A\s{0,2}(?:&|et associés|avocats|conseil)", re.IGNORECASE)
NEXT_PHRASE = re.compile(r"[;:]|\bet\b")
ELIDED = re.compile(r"([^\W\d_]{1,40})( )[dlDL]['’](?=[A-ZÀ-Ý])")
POINTS = re.compile(r" (?:que |qu|as |au |à )?(?:le |la |l|notre |the |our )?['’]?")
SHARES = frozenset({"idem", "meme", "personne", "same", "ditto"})
BESIDE = 12
"""Characters between an address and the number that goes with it (`, tél. : `)."""
AFTER_ME = frozenset({"at", "on", "by", "as", "for", "and", "too", "directly", "personally", "with", "or"})
SMALL_WORDS = frozenset({"l", "la", "le", "de", "du", "notre"})
SHORTEST = 3
"""Letters of a name that an address may repeat by chance."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole mail tells about how to read each sentence."""

    wordings: Wordings
    region: str
    """Where telephone numbers without a country code belong."""
    rt: Role
    """What the abbreviation RT stands for."""


@dataclass(slots=True)
class Person:
    """A person as a sentence builds them up."""

    first: int
    name: Named | None = None
    email: str | None = None
    phone: str | None = None
    is_author: bool = False
    is_same: bool = False
    """Whether the words only say that it is the one named before."""
    same_as: Roles | None = None
    """The roles whose person it is, where the words say so (`idem DPO`, `le même que le DPO`)."""

    @property
    def weight(self) -> int:
        """Return how surely this is a person to reach: an address counts most, then a title."""
        titled = bool(self.name and self.name.titled)
        return 2 * bool(self.email) + titled + bool(self.phone) + 2 * self.is_author + bool(self.name)


Entity = Roles | Person


def entities_in(sentence: Sentence, setting: Setting) -> list[Entity]:
    """Return the roles and people of a sentence in the order in which they are written."""
    roles = list(roles_in(sentence, setting.rt))
    right = stretch_that_holds(sentence)
    emails = [reach for reach in emails_in(sentence.text) if reach.first in right]
    masked = _masked(sentence.text, [*emails, *roles])
    phones = [reach for reach in phones_in(masked, setting.region) if reach.first in right]
    masked = _without_elisions(_masked(masked, phones))
    names = [name for name in _names(masked, emails, setting.wordings) if name.first in right]
    names += _lower_names(masked, [*emails, *phones], names, setting.wordings)
    said = _said(sentence, () if names else roles)
    people = _joined_with_author(sorted([*said, *_named(names)], key=lambda person: person.first), roles)
    _give_addresses(people, emails, roles)
    _give_numbers(people, phones, emails, roles)
    pointed_at = [person.same_as for person in people]
    return sorted([*(role for role in roles if role not in pointed_at), *people], key=lambda entity: entity.first)


def _without_elisions(text: str) -> str:
    """Blank the `d'` of `il s'agit d'Antoine Leroy`; the one of `Pieter d'Hondt` follows a name, and is his."""
    return ELIDED.sub(lambda found: found[0] if found[1][:1].isupper() else f"{found[1]}{found[2]}  ", text)


def _masked(text: str, spans: Iterable[Reach | Roles]) -> str:
    letters = list(text)
    for span in spans:
        letters[span.first : span.last] = "|" * (span.last - span.first)
    return "".join(letters)


def _named(names: Iterable[Named]) -> list[Person]:
    return [Person(name.first, name=name) for name in names]


def _names(masked: str, emails: Sequence[Reach], wordings: Wordings) -> Iterator[Named]:
    nobody = folded_words(wordings, "not_names") | folded_words(wordings, "org")
    for name in _uninverted(names_in(masked, nobody, folded_words(wordings, "titles")), masked, emails):
        if name.titled or not (_is_a_body(masked, name, wordings) or _lone_word(name, emails, wordings)):
            yield name


def _uninverted(names: Sequence[Named], masked: str, emails: Sequence[Reach]) -> Iterator[Named]:
    """Join `Lambert, Odile` where an address shows that the two are one person."""
    locals_ = [_letters(email.value.partition("@")[0]) for email in emails]
    left = list(names)
    while left:
        name = left.pop(0)
        both = (*name.words, *left[0].words) if left and masked[name.last : left[0].first] in {",", ", "} else ()
        if both and any(all(_letters(word) in local for word in both) for local in locals_):
            name = Named(both, name.first, left.pop(0).last, name.titled)
        yield name


def _lone_word(name: Named, emails: Sequence[Reach], wordings: Wordings) -> bool:
    """Tell whether a single capitalised word is no name: nothing in the sentence says that it is."""
    word = fold(name.words[0])
    repeated = any(word in _letters(email.value.partition("@")[0]) for email in emails)
    return len(name.words) == 1 and not repeated and word not in folded_words(wordings, "given_names")


def _is_a_body(masked: str, name: Named, wordings: Wordings) -> bool:
    if SHOWS_A_FIRM.match(masked[name.last : name.last + 20]):
        return True
    bodies = folded_words(wordings, "org") | folded_words(wordings, "firm")
    beside_it = NEXT_PHRASE.split(masked[max(0, name.first - 30) : name.first])[-1]
    before = [fold(word) for word in re.findall(r"[^\W\d_]+", beside_it)[-2:]]
    after = re.match(r"\s{0,2}([^\W\d_]+)", masked[name.last : name.last + 20])
    beside = [word for word in before if word not in SMALL_WORDS] + ([fold(after.group(1))] if after else [])
    return not bodies.isdisjoint(beside)


def _lower_names(masked: str, reaches: Sequence[Reach], names: list[Named], wordings: Wordings) -> list[Named]:
    """Find names typed without capitals: two words before an address that repeats one, or a given name before it."""
    nobody, given = folded_words(wordings, "not_names"), folded_words(wordings, "given_names")
    found = []
    for reach in reaches:
        if told := _repeated_by(masked, reach):
            found.append(told)
            continue
        start = max(0, reach.first - 60)
        match = LOWER_NAME.search(masked[start : reach.first])
        if match is None or any(name.last >= start + match.start() and name.first < reach.first for name in names):
            continue
        local, pair = _letters(reach.value.partition("@")[0]), (fold(match[1]), fold(match[2]))
        repeated = any(word in local or (local and local in word) for word in pair)
        if nobody.isdisjoint(pair) and (repeated or pair[0] in given):
            found.append(Named((match[1], match[2]), start + match.start(), start + match.end(2)))
    return found


def _repeated_by(masked: str, reach: Reach) -> Named | None:
    """Return two words typed without capitals that make up an address (`c'est jo roux donc moi, jo.roux@...`)."""
    local = _letters(reach.value.partition("@")[0])
    for pair in LOWER_PAIR.finditer(masked[: reach.first]):
        words = (_letters(pair[1]), _letters(pair[2]))
        if local in {words[0] + words[1], words[1] + words[0]}:
            return Named((pair[1], pair[2]), pair.start(), pair.end(2))
    return None


def _said(sentence: Sentence, roles: Sequence[Roles]) -> list[Person]:
    author = [
        Person(place_of(sentence, mark.first), is_author=True)
        for mark in sentence.spans("author_self", "see_signature")
        if not _is_object(sentence, mark)
    ]
    same = [
        Person(place_of(sentence, mark.first), is_same=True, same_as=_pointed_at(sentence, mark, roles))
        for mark in sentence.spans("same_person")
    ]
    return [*author, *same]


def _is_object(sentence: Sentence, mark: Mark) -> bool:
    """Tell the French `me` before its verb (`me prie de`), which says nothing of who holds a role."""
    words = [token.word for token in sentence.tokens[mark.first : mark.last + 1]]
    return words[0] == "me" and len(words) > 1 and words[1].isalpha() and words[1] not in AFTER_ME


def _pointed_at(sentence: Sentence, same: Mark, roles: Sequence[Roles]) -> Roles | None:
    """Return the roles that somebody is said to share: `idem DPO`, `la même personne que le DPO`."""
    if sentence.tokens[same.last - 1].word not in SHARES:
        return None
    end = end_of(sentence, same.last)
    return next(
        (role for role in roles if role.first >= end and POINTS.fullmatch(sentence.text, end, role.first)), None
    )


def _joined_with_author(people: list[Person], roles: Sequence[Roles]) -> list[Person]:
    """Join `moi` with the name that follows it (`c'est moi, Barnabé Estournel`, `je suis DPO : Jo Roy`)."""
    joined: list[Person] = []
    reached = 0
    for person in people:
        last = joined[-1] if joined else None
        nameless_author = last is not None and last.is_author and last.name is None
        between = [role for role in roles if reached < role.first < person.first]
        reached = person.first
        joins = not between or (len(between) == 1 and (between[0].labels or person.first - between[0].last <= 2))
        if last is not None and nameless_author and (person.is_author or (person.name and joins)):
            last.name = person.name
        else:
            joined.append(person)
    return joined


def _give_addresses(people: list[Person], emails: Sequence[Reach], roles: Sequence[Roles]) -> None:
    """Give each address to the name that it repeats, else to the nearest one before it, else to nobody known."""
    left = [reach for reach in emails if not _given_by_name(people, reach)]
    for reach in left:
        near = [person for person in people if person.email is None and _reaches(person, reach, roles)]
        owner = near[-1] if near else Person(reach.first)
        owner.email = reach.value
        if not near:
            people.append(owner)


def _given_by_name(people: list[Person], reach: Reach) -> bool:
    local = _letters(reach.value.partition("@")[0])
    for person in people:
        words = [_letters(word) for word in person.name.words] if person.name else []
        if person.email is None and any(len(word) >= SHORTEST and word in local for word in words):
            person.email = reach.value
            return True
    return False


def _give_numbers(
    people: list[Person], phones: Sequence[Reach], emails: Sequence[Reach], roles: Sequence[Roles]
) -> None:
    """Give each number to whose address stands right before it, else to the nearest person that it may belong to."""
    for reach in phones:
        beside = {email.value for email in emails if 0 <= reach.first - email.last <= BESIDE}
        near = [person for person in people if person.phone is None and _reaches(person, reach, roles)]
        near = [person for person in people if person.phone is None and person.email in beside] or near
        owner = max(near, key=lambda person: (bool(person.email), person.first), default=None)
        if owner is None:
            owner = Person(reach.first)
            people.append(owner)
        owner.phone = reach.value


def _reaches(person: Person, reach: Reach, roles: Sequence[Roles]) -> bool:
    """Tell whether an address or number may be a person's: it follows them, and no other role stands between."""
    between = [role for role in roles if person.first < role.first < reach.first]
    own = len(between) == 1 and not between[0].labels and roles[0] is between[0]
    return person.first < reach.first and (person.is_author or own or not between)


def _letters(word: str) -> str:
    return re.sub(r"[^a-z]", "", fold(word))
