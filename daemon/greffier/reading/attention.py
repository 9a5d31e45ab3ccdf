"""Whether a person is needed, and why in one word: what no rule answers is theirs."""

import re
from dataclasses import dataclass

from greffier.model.mail import Mail, SenderKind, Terms, Topic
from greffier.model.rules import Wordings
from greffier.reading.language import language_of
from greffier.reading.reply import Reply
from greffier.reading.sentences import Sentence, sentences_of
from greffier.reading.topic import TopicSaid, read_topic

BY_TERMS = {Terms.RESERVED: "condition", Terms.REFUSED: "refusal", Terms.UNCLEAR: "doubt"}
BY_GROUP = {
    "complaint": "complaint",
    "bank_change": "bank-change",
    "withdrawal": "withdrawal",
    "change": "change",
    "callback": "call-back",
    "objection": "objection",
    "refusal": "objection",
    "stuck": "problem",
    "asking": "question",
}
"""The groups of words that call for a person, gravest first, and the word that says why."""

UNDERSTOOD_LANGUAGES = frozenset({"fr", "en", None})
INVERTED = re.compile(
    r" (?:avez|avons|auriez|aurais|pouvez|pouvons|peut|peux|puis|pourriez|pourrait|pourrions|savez|sauriez|etes|seriez"
    r"|est|sont|sommes|faut|doit|dois|devons|voulez|voyez|acceptez|confirmez|serait|va|allez|a t) (?:t )?"
    r"(?:vous|nous|je|il|elle|on|ils|elles|ce que) "
    r"|(?:\A|, ) (?:could|can|may|should|do|does|is|are|would|will) (?:you|we|i|it|there|this|the) "
)
"""A verb before its subject asks, even where the mark is left out."""

INTERROGATIVE = re.compile(
    r"\A (?:(?:bonjour|bonsoir|hello|hi|slt|salut) ,? ?)?(?:(?:et|sinon|but|and) )?"
    r"(?:combien|pourquoi|com+ent|ou (?:en|est|sont|puis|peut|trouve\w*|dois|faut)|c est quoi|qu est ce|a quoi|de quoi"
    r"|what|why|where|which|who|how|when (?:will|can|do|is|are)) "
)
NOT_KNOWING = re.compile(
    r" (?:sais|sait|savons|comprends|comprend|comprenons|vois|voyons|trouve|trouvons) (?:pas|plus|rien) "
    r"| (?:don t|do not|cannot|can t) (?:know|understand|see|find) | not sure "
)
HOW = re.compile(r" (?:com+ent|how) ")
OF_A_FILE = (
    "item",
    "cgu",
    "deliver",
    "delivered",
    "role_dpo",
    "role_controller",
    "role_technical",
    "works",
    "vague_yes",
    "greeting",
)
"""What the mails of a dossier speak of, also where no header shows that they answer us."""

FEW_WORDS = 8
BANK_SPAN = 3
"""Words between what names a bank account and what says that it is another one."""


@dataclass(frozen=True, slots=True)
class Attention:
    """Whether a person is needed, why in one word, the words that say so, and the rule."""

    needed: bool
    why: str | None
    words: str
    rule: str


UNNEEDED = Attention(False, None, "", "nothing-asked")


def read_attention(mail: Mail, reply: Reply, terms: Terms, wordings: Wordings) -> Attention:
    """Return whether a person must see the mail; a plain wish to join is answered by the welcome letter."""
    if terms in BY_TERMS:
        return Attention(True, BY_TERMS[terms], "", f"terms-{terms.value}")
    sentences = sentences_of(reply.text, wordings)
    topic = read_topic(mail, reply, SenderKind.PERSON, frozenset(), wordings)
    if topic.value is Topic.REGISTRY:
        return _of_our_own_mail(sentences)
    if language_of(reply.text) not in UNDERSTOOD_LANGUAGES:
        return Attention(True, "other-language", "", "other-language")
    if any(sentence.has("settled") for sentence in sentences) and not any(sentence.asks() for sentence in sentences):
        return Attention(False, None, "", "settled")
    found = next((found for sentence in sentences if (found := _weighed(sentence))), None)
    if found or mail.thread:
        return found or UNNEEDED
    return _by_topic(topic, known=_is_of_a_file(sentences))


def _is_of_a_file(sentences: tuple[Sentence, ...]) -> bool:
    """Tell whether a mail speaks of what a dossier is made of, or says next to nothing."""
    says_little = sum(len(sentence.tokens) for sentence in sentences) <= FEW_WORDS
    return says_little or any(sentence.has(*OF_A_FILE) for sentence in sentences)


def _of_our_own_mail(sentences: tuple[Sentence, ...]) -> Attention:
    """Look for the question that a contact form holds; invitations and exports hold none."""
    form = next((sentence.text for sentence in sentences if sentence.has("contact_form")), None)
    return Attention(True, "question", form, "contact-form") if form else UNNEEDED


def _weighed(sentence: Sentence) -> Attention | None:
    if _asks(sentence):
        return Attention(True, "question", sentence.text, "asks")
    routine = _is_routine(sentence)
    why = next(
        (why for group, why in BY_GROUP.items() if sentence.has(group) and not (routine and why == "question")), None
    )
    why = "bank-change" if why is None and _changes_bank(sentence) else why
    return Attention(True, why, sentence.text, f"{why}-said") if why else None


def _asks(sentence: Sentence) -> bool:
    if _is_routine(sentence):
        return False
    words = sentence.words()
    return sentence.asks() or any(form.search(words) for form in (INVERTED, INTERROGATIVE, NOT_KNOWING))


def _changes_bank(sentence: Sentence) -> bool:
    """Tell whether an account is said to be another one than before (`notre RIB a changé`)."""
    return any(
        abs(account.first - changed.first) <= BANK_SPAN and sentence.tokens[changed.first - 1].word not in {"a", "de"}
        for account in sentence.spans("account")
        for changed in sentence.spans("changed")
    )


def _is_routine(sentence: Sentence) -> bool:
    """Tell whether the welcome letter is the whole answer: how to join, and nothing beside."""
    asks_how = HOW.search(sentence.words()) is not None and sentence.has("join")
    routine = asks_how or sentence.has("how_to_join", "courtesy_question")
    return routine and not sentence.has("another_question")


def _by_topic(topic: TopicSaid, *, known: bool) -> Attention:
    """Whoever writes first and is no operator gets no letter of the procedure: a person answers."""
    known_matter = topic.value is Topic.OTHER and (topic.rule != "nothing-known" or not known)
    if known_matter or topic.value in {Topic.TERRITORY, Topic.CARPOOLER}:
        return Attention(True, "other-matter", topic.words, f"topic-{topic.value}")
    return UNNEEDED
