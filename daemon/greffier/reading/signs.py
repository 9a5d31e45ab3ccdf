"""What a first mail shows of its author and its purpose: the facts that its topic is judged from."""

import re
from dataclasses import dataclass

from greffier.model.mail import DocumentType, Mail
from greffier.model.rules import Wordings
from greffier.reading.applicant import (
    asks_the_way_in,
    enters_a_body,
    makes_a_service,
    moves_otherwise,
    speaks_for_several,
    uses_carpooling,
    wants_in,
    without_code,
)
from greffier.reading.reply import Reply
from greffier.reading.sentences import Sentence, sentences_of

AS_I = re.compile(r" (?:je|j|jai|mon|ma|mes|my) ")
YOUR_PAPERS = re.compile(r" (?:votre|vos|your|mon|mes|ma|my) (?:\w+ ){0,2}?(?:rib|kbis|logo|iban|dossier|documents?) ")
QUOTED_SPEECH = re.compile(r'«[^«»]{0,400}»|“[^“”]{0,400}”|"[^"\n]{0,60}"')

FEW_WORDS = 60
"""A mail so short names its matter with any word of the trade; a longer one must name carpooling or its registry."""

ONE_IN = 120
"""Of a long text at least one word in so many is of the trade, or the text is about something else."""

SIGNING_WORDS = 12
"""Words of a line that may be a name, an office and a body."""


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
    is_private: bool
    """Whether the address is one that anybody may have (`@gmail.com`)."""

    def count(self, *groups: str) -> int:
        """Return how many different words of these groups the author uses."""
        return len(
            {_words(sentence, mark.first, mark.last) for sentence in self.body for mark in sentence.spans(*groups)}
        )

    def words(self, *groups: str) -> str:
        """Return the first sentence that has a word of these groups."""
        return next((sentence.text for sentence in (*self.body, *self.signature) if sentence.has(*groups)), "")

    @property
    def length(self) -> int:
        """Return how many words the author used."""
        return sum(len(sentence.tokens) for sentence in self.body)

    @property
    def in_the_field(self) -> bool:
        """Tell whether the mail is about carpooling or its registry at all, and not only once in a long text."""
        if self.length <= FEW_WORDS and any(
            sentence.has("field", "journeys", "operator_word", "proofs", "cgu") for sentence in self.body
        ):
            return True
        named = sum(len(sentence.spans("field")) for sentence in (*self.body, *self.signature))
        named += any(word in self.domain for word in ("covoit", "carpool"))
        named += self.count("operator") > 1
        named += self.count("role_dpo", "role_controller", "role_technical") > 1
        return named * ONE_IN >= self.length and named > 0

    @property
    def makes_a_service(self) -> bool:
        """Tell whether the author makes, launches or runs something that others use."""
        return any(makes_a_service(sentence) for sentence in self.body)

    @property
    def moves_otherwise(self) -> bool:
        """Tell whether the matter is another way of moving, and carpooling is not even named."""
        return any(moves_otherwise(sentence) for sentence in self.body) and not any(
            word in sentence.words() for sentence in self.body for word in ("covoit", "carpool", "ride")
        )

    @property
    def serves_and_asks_in(self) -> bool:
        """Tell whether the author runs a carpool service, or writes for one that does, and asks to be let in."""
        return self.runs_a_service and any(asks_the_way_in(sentence) for sentence in self.body)

    @property
    def sends_a_file(self) -> bool:
        """Tell whether the author gives pieces of a file, and speaks of being let in."""
        if self.count("item") < 2 or any(YOUR_PAPERS.search(sentence.words()) for sentence in self.body):
            return False
        given = any(sentence.has("delivered") for sentence in self.body)
        return given and any(wants_in(said) and speaks_for_several(said) for said in self.body)

    @property
    def uses_carpooling(self) -> bool:
        """Tell whether an `I` shares a car and makes nothing that others use."""
        serves = self.makes_a_service or self.count("operator") > 0
        return self.speaks_as_i and not serves and any(uses_carpooling(said) for said in self.body)

    @property
    def joins(self) -> bool:
        """Tell whether the author wants into the registry, named in the same sentence or, by a `we`, in another."""
        if any(wants_in(sentence) and sentence.has("registry_words") for sentence in self.body):
            return True
        if any(enters_a_body(sentence) for sentence in self.body):
            return True
        return any(sentence.has("proofs") for sentence in self.body) and any(
            wants_in(sentence) and speaks_for_several(sentence) for sentence in self.body
        )

    @property
    def joins_as_operator(self) -> bool:
        """Tell whether the author wants in as an operator, and not only speaks of operators."""
        return any(
            wants_in(sentence) and sentence.has("operator_word") and not sentence.has("territory", "job")
            for sentence in self.body
        )

    @property
    def runs_a_service(self) -> bool:
        """Tell whether the author speaks for a carpool service, and not as one of its users."""
        return self.makes_a_service or (self.count("operator") > 0 and not self.speaks_as_i)

    @property
    def speaks_as_i(self) -> bool:
        """Tell whether the author speaks of what `I` do, and of what is mine."""
        return any(AS_I.search(sentence.words()) for sentence in self.body)

    @property
    def applies(self) -> bool:
        """Tell whether an operator applies: in so many words, and with a service or a legal form of its own."""
        return self.joins_as_operator and (self.is_a_body or self.count("operator") > 0)

    @property
    def is_a_body(self) -> bool:
        """Tell whether the signature names a company or an association."""
        return any(
            not any(body.first <= form.first < body.last for body in sentence.spans("territory"))
            for sentence in self.signature
            for form in sentence.spans("legal_form")
        )


def _words(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(token.word for token in sentence.tokens[first:last])


def signs_of(mail: Mail, reply: Reply, document_types: frozenset[DocumentType], wordings: Wordings) -> Signs:
    """Gather what a mail shows; what the author quotes of others and lines of code are not looked at."""
    subject = re.sub(r"\A(?:\s{0,2}(?:re|tr|fw|fwd)\s{0,2}:){1,5}", "", mail.subject[:300], flags=re.IGNORECASE)
    text = QUOTED_SPEECH.sub(" ", f"{subject}.\n\n{without_code(reply.text)}")
    domain = (mail.sender or "").rpartition("@")[2]
    ours = wordings.words("registry_domains")
    answers_us = any(known.rpartition("@")[2].endswith(tuple(ours)) for known in mail.thread)
    authorities = frozenset(wordings.words("territory_domains"))
    body = sentences_of(text, wordings)
    signature = (*sentences_of(f"{without_code(reply.signature)}\n{mail.sender_name}", wordings), *_last_lines(body))
    return Signs(body, signature, domain, document_types, answers_us, authorities, domain in wordings.freemail)


def _last_lines(body: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the short lines at the end that no sentence ends in: a signature without a word of leave above it."""
    lines = body[1:][-2:]
    return tuple(line for line in lines if len(line.tokens) <= SIGNING_WORDS and line.tokens[-1].word not in ".!?")
