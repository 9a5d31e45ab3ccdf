"""What a mail is about: who writes, and for what, not whose words they use. Only an operator's mail may open a dossier.

Where the signs of two classes meet, the one that a machine must not answer wins.
"""

import re
from dataclasses import dataclass

from greffier.model.mail import DocumentType, Mail, SenderKind, Topic
from greffier.model.rules import Wordings
from greffier.reading.applicant import accepts, asks_how_for_several, names_another_registry, speaks_for_several
from greffier.reading.organisation import organisation_of, person_type_of
from greffier.reading.reply import Reply
from greffier.reading.sentences import Sentence
from greffier.reading.signs import FEW_WORDS, Signs, signs_of

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
FIRST_PERSON = re.compile(r" (?:je|j|jai|mon|ma|mes|me|moi|i|my) |\A cherche ")
ACTS_FOR = re.compile(
    r" (?:mandat\w+ par|pour le compte de|assistance a maitrise|au nom de la|work for the|on behalf of the) "
)

TO_BECOME_ONE = re.compile(r" (?:devenir|devienn\w+|deviendr\w+|become) (?:un |an? )?(?:operateur|connected|existing) ")
"""Who wants to be a connected operator is none yet."""

OF_ITS_OWN = re.compile(
    r" (?:autorite organisatrice|aom|epci|(?:nos|mes|our) (?:elus|habitants|administres|communes|councillors|residents)"
    r"|notre (?:territoire|conseil (?:communautaire|municipal|departemental|regional)|agglomeration|collectivite"
    r"|commune)|(?:la|notre|ma) com ?com|vice president\w* (?:aux|a la|en charge)) "
)
"""What only a local authority says of itself."""

A_CRY = 20
"""Words of a mail so short that its author need not even say `I` (`cherche covoiturage Lyon Grenoble`)."""

OPENING = 4
"""Words before what opens a sentence: a greeting, an article."""


@dataclass(frozen=True, slots=True)
class TopicSaid:
    """What a mail is about, the words that say so, and the rule."""

    value: Topic
    words: str
    rule: str


def read_topic(
    mail: Mail, reply: Reply, sender_kind: SenderKind, document_types: frozenset[DocumentType], wordings: Wordings
) -> TopicSaid:
    """Return what a mail is about, judged from itself alone."""
    signs = signs_of(mail, reply, document_types, wordings)
    if signs.domain in wordings.words("registry_domains"):
        return TopicSaid(Topic.REGISTRY, signs.words("registry_mail"), "our-own-mail")
    if sender_kind is not SenderKind.PERSON:
        return TopicSaid(Topic.OTHER, "", "no-person")
    return _of_a_person(signs)


def _of_a_person(signs: Signs) -> TopicSaid:
    territory = _territory(signs)
    if signs.serves_and_asks_in and signs.in_the_field and not (territory and not signs.is_a_body):
        joins = TopicSaid(Topic.ONBOARDING, signs.words("operator", "join"), "serves-and-asks-in")
        return _of_another_matter(signs) or joins
    found = _of_another_matter(signs)
    if found is None and territory and not (signs.applies and not _writes_from_an_authority(signs)):
        found = TopicSaid(Topic.TERRITORY, territory, "an-authority")
    return found or _of_an_applicant(signs)


def _of_another_matter(signs: Signs) -> TopicSaid | None:
    """Tell what has nothing to do with joining: a job, the press, a connected operator's trouble, a taxi."""
    matter = None if signs.applies and not _sells(signs) else _other_matter(signs)
    if matter:
        return TopicSaid(Topic.OTHER, signs.words(matter), matter)
    if signs.moves_otherwise and not signs.joins_as_operator:
        return TopicSaid(Topic.OTHER, "", "another-way-of-moving")
    return None


def _sells(signs: Signs) -> bool:
    """Tell whether something is offered to the registry by who runs no service of carpooling."""
    return signs.count("supplier") > 1 and not signs.runs_a_service


def _of_an_applicant(signs: Signs) -> TopicSaid:
    """Tell an applicant from a member of the public; what is neither is another matter."""
    if _is_carpooler(signs) or (signs.uses_carpooling and signs.in_the_field and not signs.is_a_body):
        return TopicSaid(Topic.CARPOOLER, signs.words("carpooler"), "own-journeys")
    if not (signs.in_the_field or signs.sends_a_file or signs.pieces or signs.answers_us):
        return _asked_by_several(signs) or TopicSaid(Topic.OTHER, "", "another-field")
    return _onboarding(signs) or _of_the_public(signs) or TopicSaid(Topic.OTHER, "", "nothing-known")


def _other_matter(signs: Signs) -> str | None:
    counts = {matter: signs.count(matter) for matter in OTHER_MATTERS}
    counts["wrong_registry"] += any(names_another_registry(sentence) for sentence in signs.body)
    counts["connected"] -= any(TO_BECOME_ONE.search(sentence.words()) for sentence in signs.body)
    counts["state"] += any(sentence.has("state") for sentence in signs.signature) - 1
    counts["state"] += any(mark.first <= OPENING for sentence in signs.body for mark in sentence.spans("state"))
    best = max(counts, key=lambda matter: counts[matter])
    enough = 1 if best in {"job", "press", "research", "connected", "wrong_registry", "phishing", "state"} else 2
    return best if counts[best] >= enough and not signs.answers_us else None


def _territory(signs: Signs) -> str:
    """Return the words that show the author to be a local authority, or to act for one."""
    by_signature = next((sentence.text for sentence in signs.signature if sentence.has("territory")), "")
    by_body = signs.count("territory")
    by_subject = _stands_as_subject(signs) or _names_its_council(signs)
    if by_subject:
        return by_subject
    acts_for = any(_acts_for_one(sentence) for sentence in signs.body) and not signs.count("operator")
    if by_signature and not signs.count("operator") >= 2:
        return by_signature
    if acts_for or (by_body >= 2 and not signs.count("operator")):
        return signs.words("territory")
    return signs.words("territory") if _writes_from_an_authority(signs) else ""


def _writes_from_an_authority(signs: Signs) -> bool:
    """Tell whether the address is a local authority's, and its words are too."""
    return re.split(r"[-.]", signs.domain)[0] in signs.territory_domains and signs.count("territory") > 0


def _stands_as_subject(signs: Signs) -> str:
    """Return the sentence that an authority opens (`Le Département aménage ...`), where nobody runs a service."""
    if signs.runs_a_service or signs.count("operator_word") or signs.speaks_as_i:
        return ""
    openings = (said for said in signs.body if any(mark.first <= OPENING for mark in said.spans("territory")))
    return next((said.text for said in openings if not speaks_for_several(said)), "") if signs.in_the_field else ""


def _names_its_council(signs: Signs) -> str:
    """Return the sentence in which an authority speaks of its own (`nos habitants`), where nobody runs a service."""
    if signs.runs_a_service or signs.count("operator_word") > 1 or not signs.in_the_field:
        return ""
    return next((said.text for said in signs.body if OF_ITS_OWN.search(said.words())), "")


def _acts_for_one(sentence: Sentence) -> bool:
    """Tell whether the author works for a local authority (`nous réalisons pour la métropole ...`)."""
    if not sentence.has("territory"):
        return False
    words = [token.word for token in sentence.tokens]
    beside = {word for mark in sentence.spans("territory") for word in words[max(0, mark.first - 2) : mark.first]}
    return bool(beside & {"pour", "notre"}) or ACTS_FOR.search(sentence.words()) is not None


def _is_carpooler(signs: Signs) -> bool:
    """Tell one who speaks of journeys or bonuses as a user does; outside the field only a short mail by an `I`."""
    outside = not signs.in_the_field
    by_nobody = not any(FIRST_PERSON.search(sentence.words()) for sentence in signs.body)
    if signs.applies or (outside and signs.length > FEW_WORDS) or (by_nobody and (outside or signs.length > A_CRY)):
        return False
    return signs.count("carpooler") > signs.count("operator") + 2 * signs.makes_a_service


def _onboarding(signs: Signs) -> TopicSaid | None:
    if signs.joins or signs.joins_as_operator:
        return TopicSaid(Topic.ONBOARDING, signs.words("join"), "asks-to-join")
    if _needs_the_registry(signs):
        return TopicSaid(Topic.ONBOARDING, signs.words("operator", "registry_words"), "runs-a-service")
    if signs.sends_a_file or signs.pieces & TELLING_PIECES or len(signs.pieces & FILE_PIECES) > 1:
        return TopicSaid(Topic.ONBOARDING, signs.words("item"), "pieces-of-a-file")
    if any(accepts(sentence) for sentence in signs.body):
        return TopicSaid(Topic.ONBOARDING, signs.words("cgu"), "accepts-the-terms")
    if sum(bool(signs.count(role)) for role in ("role_dpo", "role_controller", "role_technical")) > 1:
        return TopicSaid(Topic.ONBOARDING, signs.words("role_dpo", "role_technical"), "names-the-contacts")
    return TopicSaid(Topic.ONBOARDING, "", "answers-us") if signs.answers_us else None


def _needs_the_registry(signs: Signs) -> bool:
    """Tell whether somebody runs a service and speaks of proofs or of the way in; a maker need only name who we are."""
    if signs.makes_a_service and signs.count("registry_words"):
        return True
    return signs.runs_a_service and any(sentence.has("proofs", "how_to_join") for sentence in signs.body)


def _asked_by_several(signs: Signs) -> TopicSaid | None:
    """Find a bare `how do we join?`: so short a mail has no other matter."""
    asking = next((sentence.text for sentence in signs.body if asks_how_for_several(sentence)), "")
    return TopicSaid(Topic.ONBOARDING, asking, "asks-how") if asking and signs.length <= FEW_WORDS // 3 else None


def _of_the_public(signs: Signs) -> TopicSaid | None:
    """Tell a member of the public: somebody who speaks of journeys or bonuses as `I`, and for no body."""
    alone = not signs.makes_a_service and not any(
        sentence.has("legal_form") for sentence in (*signs.body, *signs.signature)
    )
    for sentence in signs.body:
        if alone and sentence.has("journeys") and (signs.is_private or FIRST_PERSON.search(sentence.words())):
            return TopicSaid(Topic.CARPOOLER, sentence.text, "own-journeys")
    return None


__all__ = ["TopicSaid", "organisation_of", "person_type_of", "read_topic"]
