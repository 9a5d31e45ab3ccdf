"""What a mail is about: who writes, and for what, not whose words they use. Only an operator's mail may open a dossier.

Where the signs of two classes meet, the one that a machine must not answer wins.
"""

import re
from dataclasses import dataclass

from greffier.model.mail import DocumentType, Mail, SenderKind, Topic
from greffier.model.rules import Wordings
from greffier.reading.organisation import organisation_of, person_type_of
from greffier.reading.reply import Reply
from greffier.reading.sentences import Sentence, sentences_of

FILE_PIECES = frozenset(
    {DocumentType.REGISTRATION, DocumentType.TECHNICAL_FILE, DocumentType.SIGNED_TERMS, DocumentType.RIB}
)
TELLING_PIECES = FILE_PIECES - {DocumentType.RIB}
OTHER_MATTERS = (
    "job",
    "press",
    "research",
    "connected",
    "wrong_registry",
    "state",
    "invoice",
    "phishing",
    "supplier",
    "event",
)
AS_I = re.compile(r" (?:je|j|jai|mon|ma|mes|my) ")
FIRST_PERSON = re.compile(r" (?:je|j|jai|mon|ma|mes|me|moi|i|my) |\A cherche ")
QUOTED_SPEECH = re.compile(r"«[^«»]{0,400}»|“[^“”]{0,400}”")
ACTS_FOR = re.compile(r" (?:mandat\w+ par|pour le compte de|assistance a maitrise|au nom de la) ")


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """What a mail is about, the words that say so, and the rule."""

    value: Topic
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Signs:
    """What a mail shows of its author and its purpose."""

    body: tuple[Sentence, ...]
    signature: tuple[Sentence, ...]
    domain: str
    pieces: frozenset[DocumentType]
    answers_us: bool
    territory_domains: frozenset[str]
    """How the addresses of local authorities begin."""

    def count(self, *groups: str) -> int:
        """Return how many different words of these groups the author uses."""
        return len(
            {_words(sentence, mark.first, mark.last) for sentence in self.body for mark in sentence.spans(*groups)}
        )

    def words(self, *groups: str) -> str:
        """Return the first sentence that has a word of these groups."""
        return next((sentence.text for sentence in (*self.body, *self.signature) if sentence.has(*groups)), "")

    @property
    def joins(self) -> bool:
        """Tell whether the author wants into the registry."""
        return any(_wants_in(sentence) and sentence.has("registry_words") for sentence in self.body)

    @property
    def joins_as_operator(self) -> bool:
        """Tell whether the author wants in as an operator, and not only speaks of operators."""
        return any(
            _wants_in(sentence) and sentence.has("operator_word") and not sentence.has("territory", "job")
            for sentence in self.body
        )

    @property
    def runs_a_service(self) -> bool:
        """Tell whether the author speaks for a carpool service, and not as one of its users."""
        return self.count("operator") > 0 and not any(AS_I.search(sentence.words()) for sentence in self.body)

    @property
    def applies(self) -> bool:
        """Tell whether an operator applies: in so many words, and with a service or a legal form of its own."""
        is_body = any(sentence.has("legal_form") and not sentence.has("territory") for sentence in self.signature)
        return self.joins_as_operator and (is_body or self.count("operator") > 0)


def _words(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(token.word for token in sentence.tokens[first:last])


def _wants_in(sentence: Sentence) -> bool:
    """Tell whether somebody wants in; `un opérateur inscrit` is in already."""
    operators = {mark.last for mark in sentence.spans("operator_word")}
    return any(mark.first not in operators or mark.last - mark.first > 1 for mark in sentence.spans("join"))


def read_topic(
    mail: Mail, reply: Reply, sender_kind: SenderKind, document_types: frozenset[DocumentType], wordings: Wordings
) -> TopicSaid:
    """Return what a mail is about, judged from itself alone."""
    signs = _signs(mail, reply, document_types, wordings)
    if signs.domain in wordings.words("registry_domains"):
        return TopicSaid(Topic.REGISTRY, signs.words("registry_mail"), "our-own-mail")
    if sender_kind is not SenderKind.PERSON:
        return TopicSaid(Topic.OTHER, "", "no-person")
    return _of_a_person(signs)


def _signs(mail: Mail, reply: Reply, document_types: frozenset[DocumentType], wordings: Wordings) -> Signs:
    subject = re.sub(r"\A(?:\s{0,2}(?:re|tr|fw|fwd)\s{0,2}:){1,5}", "", mail.subject[:300], flags=re.IGNORECASE)
    text = QUOTED_SPEECH.sub(" ", f"{subject}.\n\n{reply.text}")
    domain = (mail.sender or "").rpartition("@")[2]
    ours = wordings.words("registry_domains")
    answers_us = any(known.rpartition("@")[2].endswith(tuple(ours)) for known in mail.thread)
    authorities = frozenset(wordings.words("territory_domains"))
    signature = sentences_of(f"{reply.signature}\n{mail.sender_name}", wordings)
    return Signs(sentences_of(text, wordings), signature, domain, document_types, answers_us, authorities)


def _of_a_person(signs: Signs) -> TopicSaid:
    matter = _other_matter(signs)
    if matter and not signs.applies:
        return TopicSaid(Topic.OTHER, signs.words(matter), matter)
    territory = _territory(signs)
    if territory and not signs.applies:
        return TopicSaid(Topic.TERRITORY, territory, "an-authority")
    if _is_carpooler(signs):
        return TopicSaid(Topic.CARPOOLER, signs.words("carpooler"), "own-journeys")
    return _onboarding(signs) or _of_the_public(signs) or TopicSaid(Topic.OTHER, "", "nothing-known")


def _other_matter(signs: Signs) -> str | None:
    counts = {matter: signs.count(matter) for matter in OTHER_MATTERS}
    counts["state"] += any(sentence.has("state") for sentence in signs.signature) - 1
    best = max(counts, key=lambda matter: counts[matter])
    enough = 1 if best in {"job", "press", "research", "connected", "wrong_registry", "phishing", "state"} else 2
    return best if counts[best] >= enough and not signs.answers_us else None


def _territory(signs: Signs) -> str:
    """Return the words that show the author to be a local authority, or to act for one."""
    first = re.split(r"[-.]", signs.domain)[0]
    by_signature = next((sentence.text for sentence in signs.signature if sentence.has("territory")), "")
    by_body = signs.count("territory")
    acts_for = any(_acts_for_one(sentence) for sentence in signs.body) and not signs.count("operator")
    if by_signature and not signs.count("operator") >= 2:
        return by_signature
    if acts_for or (by_body >= 2 and not signs.count("operator")):
        return signs.words("territory")
    return signs.words("territory") if first in signs.territory_domains and by_body else ""


def _acts_for_one(sentence: Sentence) -> bool:
    """Tell whether the author works for a local authority (`nous réalisons pour la métropole ...`)."""
    if not sentence.has("territory"):
        return False
    words = [token.word for token in sentence.tokens]
    beside = {word for mark in sentence.spans("territory") for word in words[max(0, mark.first - 2) : mark.first]}
    return bool(beside & {"pour", "notre"}) or ACTS_FOR.search(sentence.words()) is not None


def _is_carpooler(signs: Signs) -> bool:
    own = signs.count("carpooler")
    return own > signs.count("operator") and not signs.applies


def _onboarding(signs: Signs) -> TopicSaid | None:
    if signs.joins or signs.joins_as_operator:
        return TopicSaid(Topic.ONBOARDING, signs.words("join"), "asks-to-join")
    if signs.runs_a_service and any(sentence.has("proofs") for sentence in signs.body):
        return TopicSaid(Topic.ONBOARDING, signs.words("operator"), "runs-a-service")
    if signs.pieces & TELLING_PIECES or len(signs.pieces & FILE_PIECES) > 1:
        return TopicSaid(Topic.ONBOARDING, "", "pieces-of-a-file")
    if any(sentence.has("cgu") and " acc" in sentence.words() for sentence in signs.body):
        return TopicSaid(Topic.ONBOARDING, signs.words("cgu"), "speaks-of-accepting")
    if signs.answers_us:
        return TopicSaid(Topic.ONBOARDING, "", "answers-us")
    return None


def _of_the_public(signs: Signs) -> TopicSaid | None:
    """Tell a member of the public: somebody who speaks of journeys or bonuses as `I`, and for no body."""
    alone = not any(sentence.has("legal_form") for sentence in (*signs.body, *signs.signature))
    for sentence in signs.body:
        if alone and sentence.has("journeys") and FIRST_PERSON.search(sentence.words()):
            return TopicSaid(Topic.CARPOOLER, sentence.text, "own-journeys")
    return None


__all__ = ["TopicSaid", "organisation_of", "person_type_of", "read_topic"]
