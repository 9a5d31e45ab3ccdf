"""The people named for a role: who, how to reach them. Nobody is guessed: what is not said stays None."""

from dataclasses import dataclass

from greffier.model.mail import Contact, Mail, Role
from greffier.model.rules import Wordings
from greffier.reading.contacts.book import Book
from greffier.reading.contacts.cards import cards_of
from greffier.reading.contacts.people import Person, Setting, entities_in
from greffier.reading.contacts.reach import region_of, with_plain_addresses
from greffier.reading.contacts.roles import Roles, roles_in
from greffier.reading.contacts.tables import Row, fields_in, rows_of
from greffier.reading.reply import Reply
from greffier.reading.sentences import Sentence, sentences_of

OPEN_FOR = 6
"""Sentences after a role's label that may still tell about its person."""

LABEL_WORDS = 7
"""Words beside the role itself that a label may have (`Voici les coordonnées de notre ... :`)."""

SHORT_LINE = 30
"""Words of a line that is about one person."""


@dataclass(slots=True)
class Reader:
    """Reads a text sentence by sentence; remembers whose label stands open, and who was just named without a role."""

    book: Book
    setting: Setting
    open_roles: tuple[Role, ...] = ()
    open_for: int = 0
    just_named: Person | None = None

    def open(self, roles: tuple[Role, ...], sentences: int) -> None:
        """Let the next sentences tell about these roles."""
        self.open_roles, self.open_for = roles, sentences

    def read(self, sentence: Sentence) -> None:
        """Take from one sentence what it tells."""
        if sentence.asks() and "@" not in sentence.text:
            return
        entities = without_job_title(entities_in(sentence, self.setting))
        groups = [entity for entity in entities if isinstance(entity, Roles)]
        people = [entity for entity in entities if isinstance(entity, Person)]
        fields = fields_in(sentence)
        awaited = bool(self.open_roles) and not self.book.has_name(self.open_roles)
        if groups:
            self._named_roles(sentence, entities, groups, people, fields)
        elif self.open_roles:
            self._below_a_label(sentence, people, fields)
        lone = len(people) == 1 and people[0].name is not None and len(sentence.tokens) <= LABEL_WORDS
        self.just_named = people[0] if lone and not groups and not awaited else None

    def _named_roles(
        self,
        sentence: Sentence,
        entities: list[Roles | Person],
        groups: list[Roles],
        people: list[Person],
        fields: dict[str, str],
    ) -> None:
        last = groups[-1].roles
        several = len(groups) > 1 and len(people) > 1
        if fields and not several and (not people or fields.keys() & {"family", "given", "full"}):
            self.book.settle_fields(last, fields)
            self.open(last, OPEN_FOR)
        elif people:
            self._pair(entities)
            self.open(last, OPEN_FOR - 2)
        elif self.just_named and len(sentence.tokens) <= LABEL_WORDS and not groups[-1].labels:
            self.book.settle(last, self.just_named)
            self.open(last, OPEN_FOR)
        else:
            is_label = len(sentence.tokens) <= LABEL_WORDS + 3 * len(groups)
            self.open(last if is_label else (), OPEN_FOR)

    def _below_a_label(self, sentence: Sentence, people: list[Person], fields: dict[str, str]) -> None:
        """Take what a line below a label tells: a field, a name, an address."""
        self.open_for -= 1
        if self.open_for < 0 or not (fields or people or len(sentence.tokens) <= LABEL_WORDS):
            self.open_roles = ()
        elif fields:
            self.book.settle_fields(self.open_roles, fields)
            reached = next((person for person in people if person.email), None)
            if reached and "email" not in fields:
                self.book.settle(self.open_roles, Person(reached.first, email=reached.email))
        elif people and len(sentence.tokens) <= SHORT_LINE:
            best = max(people, key=lambda person: person.weight)
            if self.book.has_name(self.open_roles):
                best = (
                    Person(best.first, email=best.email, phone=best.phone) if best.name is None else Person(best.first)
                )
            self.book.settle(self.open_roles, best)

    def _pair(self, entities: list[Roles | Person]) -> None:
        """Give each role its person: the one after it where roles come first, else the one before."""
        roles_first = isinstance(entities[0], Roles)
        waiting: list[Person] = []
        pending: Roles | None = None
        for place, entity in enumerate(entities):
            if isinstance(entity, Person):
                waiting.append(entity)
                continue
            if roles_first and len(waiting) > 1 and _is_told_after(entity, waiting[-1], entities[place + 1 :]):
                self._give(pending, waiting[:-1])
                pending, waiting = entity, waiting[-1:]
                continue
            if roles_first or (pending is not None and pending.labels):
                self._give(pending, waiting)
                pending = entity
            elif waiting and not (entity.labels and not waiting[-1].email):
                self._give(entity, _himself(waiting))
                pending = None
            else:
                pending = entity
            nameless = [person for person in waiting if person.is_author and person.name is None]
            waiting = nameless[-1:] if pending and not roles_first else []
        self._give(pending, waiting)

    def _give(self, roles: Roles | None, people: list[Person]) -> None:
        if roles is not None and people:
            self.book.settle(roles.roles, whole_person(people))


def _is_told_after(role: Roles, before: Person, after: list[Roles | Person]) -> bool:
    """Tell whether the last role of a sentence is that of the person before it: nobody is named after it."""
    nobody = all(isinstance(entity, Person) and entity.name is None and not entity.is_author for entity in after)
    return nobody and (before.email is not None or not (role.labels or after))


def _himself(people: list[Person]) -> list[Person]:
    """Return whom a role after them belongs to: the last, or who `lui-même` stands for (`M. Roy sera lui-même ...`)."""
    if people[-1].is_same and people[-1].same_as is None and (named := [one for one in people if one.name]):
        return named[-1:]
    return people[-1:]


def without_job_title(entities: list[Roles | Person]) -> list[Roles | Person]:
    """Drop a first role that is said again of the same person: `notre CTO, Ada Roy, sera votre contact technique`."""
    match entities:
        case [Roles() as title, Person(), Roles() as role, *_] if set(title.roles) <= set(role.roles):
            return entities[1:]
        case _:
            return entities


def read_contacts(mail: Mail, reply: Reply, wordings: Wordings) -> tuple[Contact, ...]:
    """Return the contacts that the author names, one a role; the later word corrects the earlier one."""
    rest = with_plain_addresses(reply.text)
    setting = Setting(wordings, region_of(mail.sender), _meaning_of_rt(rest, wordings))
    reader = Reader(Book(mail, reply, setting), setting)
    for quoted, written in reply.answered:
        answer = with_plain_addresses(written)
        _read_answer(reader, quoted, answer)
        rest = rest.replace(answer, "\n", 1)
    rows, rest = rows_of(rest, wordings)
    cards, rest = cards_of(rest, wordings, setting.rt)
    for row in (*rows, *cards):
        _read_row(reader, row)
    for sentence in sentences_of(rest, wordings):
        reader.read(sentence)
    return reader.book.contacts()


def _meaning_of_rt(text: str, wordings: Wordings) -> Role:
    """Return what RT stands for: the one of the two roles that the mail does not name in full."""
    names_technical = any(
        sentence.has("role_technical", "role_technical_short") for sentence in sentences_of(text, wordings)
    )
    return Role.CONTROLLER if names_technical else Role.TECHNICAL


def _read_answer(reader: Reader, quoted: str, answer: str) -> None:
    """Read an answer written below the line that asks for a role."""
    asked: tuple[Role, ...] = ()
    for sentence in sentences_of("\n".join(quoted.splitlines()[-6:]), reader.setting.wordings)[-1:]:
        for group in roles_in(sentence, reader.setting.rt):
            asked = group.roles
    reader.open(asked, OPEN_FOR)
    for sentence in sentences_of(answer, reader.setting.wordings):
        reader.read(sentence)
    reader.open((), 0)


def _read_row(reader: Reader, row: Row) -> None:
    loose = row.fields.pop("loose", None)
    if loose is None:
        reader.book.settle_fields(row.roles, row.fields)
        return
    for sentence in sentences_of(loose, reader.setting.wordings):
        people = [entity for entity in entities_in(sentence, reader.setting) if isinstance(entity, Person)]
        if people:
            reader.book.settle(row.roles, max(people, key=lambda person: person.weight))


def whole_person(people: list[Person]) -> Person:
    """Return the likeliest of these people, with the address or number that stands apart (`rgpd@... (Anne Roy)`)."""
    best = max(people, key=lambda person: person.weight)
    named = [person for person in people if person.name and not person.is_same]
    if len(named) > 1 or best.is_same or any(person.is_author for person in people):
        return best
    return Person(
        best.first,
        name=named[0].name if named else None,
        email=best.email or next((person.email for person in people if person.email), None),
        phone=best.phone or next((person.phone for person in people if person.phone), None),
    )
