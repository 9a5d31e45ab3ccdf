"""The address book that a mail fills: for each role what is said of its person, later words over earlier ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from greffier.model.mail import Contact, Mail, Role
from greffier.reading.contacts.names import Named, is_particle, names_in, split_name
from greffier.reading.contacts.people import Person, Setting
from greffier.reading.contacts.reach import emails_in, phones_in
from greffier.reading.lexicon import folded_words
from greffier.reading.reply import Reply
from greffier.reading.sentences import sentences_of
from greffier.reading.words import fold

NAME_LIMIT = 80
"""Characters of a name as a form may give it."""


@dataclass(slots=True)
class Book:
    """What is known so far, a contact for each role."""

    mail: Mail
    reply: Reply
    setting: Setting
    known: dict[Role, Contact] = field(default_factory=dict)
    same_as_others: list[Role] = field(default_factory=list)
    """Roles of `the same person`, said before anybody was named."""

    def contacts(self) -> tuple[Contact, ...]:
        """Return what is known, names told apart."""
        for role in self.same_as_others:
            others = [contact for known, contact in self.known.items() if known is not role]
            if role not in self.known and others:
                self.known[role] = replace(others[0], role=role)
        named = [self._with_whole_name(self.known[role]) for role in Role if role in self.known]
        return tuple(_as_known_elsewhere(contact, named) for contact in named)

    def has_name(self, roles: tuple[Role, ...]) -> bool:
        """Tell whether the person of these roles is already named."""
        contact = self.known.get(roles[0]) if roles else None
        return contact is not None and (contact.family_name or contact.given_name) is not None

    def settle(self, roles: tuple[Role, ...], person: Person) -> None:
        """Write down a person for each of these roles."""
        for role in roles:
            told = self._same_as_before(role, person) if person.is_same else self._told_of(role, person)
            if told is not None:
                self.known[role] = _over(self.known.get(role), told)
            elif person.is_same:
                self.same_as_others.append(role)

    def settle_fields(self, roles: tuple[Role, ...], fields: dict[str, str]) -> None:
        """Write down what the labelled fields of a form or table say."""
        whole = fields.get("full", "")
        email = next((reach.value for reach in emails_in(fields.get("email", whole))), None)
        phone = next((reach.value for reach in phones_in(fields.get("phone", whole), self.setting.region)), None)
        family, given = _clean(fields.get("family")), _clean(fields.get("given"))
        if fields.get("full"):
            family, given = self._told_apart(fields["full"], email)
        if family or given or email or phone:
            for role in roles:
                self.known[role] = _over(self.known.get(role), Contact(role, family, given, email, phone))

    def _told_of(self, role: Role, person: Person) -> Contact | None:
        name, email, phone = (
            self._as_author(role, person) if person.is_author else (person.name, person.email, person.phone)
        )
        if name is None:
            return Contact(role, None, None, email, phone) if email or phone else None
        words = self._in_own_order(name.words)
        split = split_name(words, email, folded_words(self.setting.wordings, "given_names"), name.titled)
        return Contact(role, split.family, split.given, email, phone)

    def _in_own_order(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """Return a name in the order in which its bearer writes it, where it is the sender's, turned round."""
        bearer = fold(self.mail.sender_name[:NAME_LIMIT]).split()
        turned = (*words[1:], words[0])
        return turned if [fold(word) for word in turned] == bearer else words

    def _same_as_before(self, role: Role, person: Person) -> Contact | None:
        others = [
            contact
            for known, contact in self.known.items()
            if known is not role and (person.same_as is None or known in person.same_as.roles)
        ]
        if not others:
            return None
        last = others[-1]
        return replace(last, role=role, email=person.email or last.email, phone=person.phone or last.phone)

    def _as_author(self, role: Role, person: Person) -> tuple[Named | None, str | None, str | None]:
        """Return the author as the mail names them; the signature tells how to reach them where it must be known."""
        signature, titles = self.reply.signature, folded_words(self.setting.wordings, "titles")
        sender_name = self.mail.sender_name[:NAME_LIMIT]
        own = names_in(sender_name.title() if sender_name.islower() else sender_name, frozenset(), titles)
        own = own or names_in(signature.partition("\n")[0][:NAME_LIMIT], frozenset(), titles)
        email, phone = person.email, person.phone
        pointed_at = any(
            sentence.has("see_signature") for sentence in sentences_of(self.reply.text, self.setting.wordings)
        )
        if pointed_at or role is Role.TECHNICAL:
            phone = phone or next((reach.value for reach in phones_in(signature, self.setting.region)), None)
            email = email or next((reach.value for reach in emails_in(signature)), None)
        return person.name or (own[0] if own else None), email or self.mail.sender, phone

    def _told_apart(self, full: str, email: str | None) -> tuple[str | None, str | None]:
        titles = folded_words(self.setting.wordings, "titles")
        names = names_in(full[:NAME_LIMIT], frozenset(), titles)
        if not names:
            return _clean(full), None
        split = split_name(names[0].words, email, folded_words(self.setting.wordings, "given_names"), names[0].titled)
        return split.family, split.given

    def _with_whole_name(self, contact: Contact) -> Contact:
        """Tell apart a whole name that was given as `Nom : Jean Dupont`."""
        family = contact.family_name or ""
        if contact.given_name or " " not in family or family.isupper() or is_particle(family.partition(" ")[0]):
            return contact
        family_name, given_name = self._told_apart(family, contact.email)
        return replace(contact, family_name=family_name, given_name=given_name)


def _as_known_elsewhere(contact: Contact, others: Sequence[Contact]) -> Contact:
    """Complete a name without any address by what is said of the same name in another role."""
    if contact.email or contact.phone or not contact.given_name:
        return contact
    name = (contact.family_name, contact.given_name)
    twin = next((other for other in others if other.email and (other.family_name, other.given_name) == name), contact)
    return replace(twin, role=contact.role)


def _over(known: Contact | None, told: Contact) -> Contact:
    """Lay what is told over what was known; another name is another person."""
    if known is None or (told.family_name and known.family_name and told.family_name != known.family_name):
        return told
    return Contact(
        told.role,
        told.family_name or known.family_name,
        told.given_name or known.given_name,
        told.email or known.email,
        told.phone or known.phone,
    )


def _clean(name: str | None) -> str | None:
    return (name or "").strip(" .,;:()[]-–")[:NAME_LIMIT] or None
