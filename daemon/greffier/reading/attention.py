"""Whether a person is needed, and why in one word: what no rule answers is theirs."""

import re
from dataclasses import dataclass

from greffier.model.mail import Mail, SenderKind, Terms, Topic
from greffier.model.rules import Wordings
from greffier.reading.acts import act_in
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
    r" (?:avez|auriez|pouvez|pourriez|savez|sauriez|etes|seriez|voulez|voyez|acceptez|confirmez|allez|comptez|pensez"
    r"|croyez|disposez|proposez|prevoyez|conservez|devez|faites|souhaitez|preferez|demandez|exigez|estimez) vous "
    r"| (?:avons|pouvons|pourrions|sommes|devons|aurons|serons|aurions) nous "
    r"| (?:aurais|puis|dois|suis) je "
    r"| (?:peut|pourrait|(?<! c )est|sont|faut|doit|serait|va|a|ai) (?:t )?(?:il|elle|on|ils|elles|ce que) "
    r"| [a-z]+ t (?:il|elle|on) "
    r"|(?:\A|,|:) est ce (?!que nous avons)"
    r"|(?:\A|, ) (?:could|can|may|should|do|does|is|are|would|will) (?:you|we|i|it|there|this|the) "
)
"""A verb before its subject asks, even where the mark is left out."""

INTERROGATIVE = re.compile(
    r"\A (?:(?:bonjour|bonsoir|hello|hi|slt|salut) ,? ?)?(?:(?:et|sinon|but|and) )?"
    r"(?:(?:(?:a|de|dans|sous|avec|pour|en|par) )?quel\w* (?:est|sont|serait|seraient|sera)\b"
    r"|combien|pourquoi|com+ent|ou (?:en|est|sont|puis|peut|trouve\w*|dois|faut)|c est quoi|qu est ce|a quoi|de quoi"
    r"|what|why|where|which|who|how|when (?:will|can|do|is|are)) "
    r"|(?:,|;|:|et) (?:comment|combien|ou|quand|a qui|aupres de qui) (?:(?:la|le|les|l|y|en) )?[a-z]{2,20}(?:er|ir|re) "
)
NOT_KNOWING = re.compile(
    r" (?:sais|sait|savons|comprends|comprend|comprenons|vois|voyons|trouve|trouvons) (?:pas|plus|rien) "
    r"| (?:don t|do not|cannot|can t) (?:know|understand|see|find) | not sure "
)
WISHES_TO_KNOW = re.compile(
    r" (?:besoin de|voudr\w+|souhait\w+|aimer\w+|desir\w+|cherch\w+ a|need to|like to|want to|love to) (?:bien )?"
    r"(?:savoir|connaitre|comprendre|verifier|know|understand|learn) "
    r"(?:si|s|quel\w*|comment|combien|quand|ou|pourquoi|ce|qui|que|whether|if|what|when|how|which|why|who) "
)
"""An indirect question (`j'aurais besoin de savoir quelle classe ...`)."""

WILL_NOT_GIVE = re.compile(
    r" (?:je|nous|on) ne (?:vous )?(?:l |la |le |les )?(?:transmet|enverr|fourni|donner|communiquer|signer)\w* "
    r"(?:pas|rien|jamais|aucun\w*) "
    r"| (?:we|i) (?:will not|won t|shall not|refuse to) (?:send|provide|give|share|sign) "
)
LATER = re.compile(r" (?:avant|encore|tout de suite|aujourd|cette|before|until|today|yet) ")
"""What was asked for is refused; or, with a word of time, merely late."""

NO_HURRY = re.compile(
    r" (?:n hesitez (?:pas|surtout)|hesitez pas|si besoin|au besoin|en cas de besoin|feel free|hesitate) "
)
"""A courtesy that offers a call or an answer, and asks for none."""

SHOULD_YOU = re.compile(r" (?:si vous|if you|should you) (?!ne |n |do not|don t)")
"""What the reader might find (`si vous constatez une erreur`) has not happened."""

HOW = re.compile(r" (?:com+ent|how|procedure|modalites|demarches?|etapes|process|steps) ")
WHAT_IT_TAKES = re.compile(
    r" (?:modalites|demarches?|etapes|procedure|pieces|documents|justificatifs|steps) (?:\S+ ){0,6}?"
    r"(?:suivre|attendu\w*|requis\w*|necessaires?|a (?:fournir|produire|reunir)|expected|required|needed) "
)
"""What the welcome letter tells: the steps, and what to send."""

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

UNKNOWN_MATTERS = frozenset({"nothing-known", "another-field"})
"""The rules of a topic that found no matter: the mail may belong to a dossier all the same."""

OF_A_KNOWN_FILE = frozenset({"problem", "objection", "change", "complaint"})
"""What only somebody we dealt with before can mean of us: a stranger's troubles are with others."""

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
    found = next((found for sentence in sentences if (found := _weighed(sentence, first=not mail.thread))), None)
    if found or mail.thread:
        return found or UNNEEDED
    return _by_topic(topic, known=_is_of_a_file(sentences, topic))


def _is_of_a_file(sentences: tuple[Sentence, ...], topic: TopicSaid) -> bool:
    """Tell whether a mail says next to nothing, or speaks of what a dossier is made of most of the time."""
    if topic.rule not in UNKNOWN_MATTERS:
        return False
    says_little = sum(len(sentence.tokens) for sentence in sentences) <= FEW_WORDS
    of_a_file = sum(sentence.has(*OF_A_FILE) for sentence in sentences)
    return says_little or of_a_file * 4 >= len(sentences)


def _of_our_own_mail(sentences: tuple[Sentence, ...]) -> Attention:
    """Look for the question that a contact form holds; invitations and exports hold none."""
    form = next((sentence.text for sentence in sentences if sentence.has("contact_form")), None)
    return Attention(True, "question", form, "contact-form") if form else UNNEEDED


def _weighed(sentence: Sentence, *, first: bool) -> Attention | None:
    if _asks(sentence, first=first):
        return Attention(True, "question", sentence.text, "asks")
    routine = _is_routine(sentence, first=first)
    unmeant = {"question"} if routine else set[str]()
    unmeant |= {"question", "call-back"} if NO_HURRY.search(sentence.words()) else set()
    unmeant |= {"problem"} if SHOULD_YOU.search(sentence.words()) else set()
    why = next((why for group, why in BY_GROUP.items() if why not in unmeant and _means(sentence, group)), None)
    if why is None and not (first and sentence.has("join", "how_to_join")):
        act = act_in(sentence)
        why = None if act in unmeant or (first and act in OF_A_KNOWN_FILE) else act
    if why is None and WILL_NOT_GIVE.search(sentence.words()) and not LATER.search(sentence.words()):
        why = "objection"
    why = "bank-change" if why is None and _changes_bank(sentence) else why
    return Attention(True, why, sentence.text, f"{why}-said") if why else None


def _means(sentence: Sentence, group: str) -> bool:
    """Tell whether a word of the group stands there for itself, and not inside a courtesy (`nous serions obligés`)."""
    courtesies = sentence.spans("courtesy")
    return any(
        not any(courtesy.first <= mark.first and mark.last <= courtesy.last for courtesy in courtesies)
        for mark in sentence.spans(group)
    )


def _asks(sentence: Sentence, *, first: bool) -> bool:
    if _is_routine(sentence, first=first):
        return False
    words = sentence.words()
    return sentence.asks() or any(form.search(words) for form in (INVERTED, INTERROGATIVE, NOT_KNOWING, WISHES_TO_KNOW))


def _changes_bank(sentence: Sentence) -> bool:
    """Tell whether an account is said to be another one than before (`notre RIB a changé`)."""
    return any(
        abs(account.first - changed.first) <= BANK_SPAN and sentence.tokens[changed.first - 1].word not in {"a", "de"}
        for account in sentence.spans("account")
        for changed in sentence.spans("changed")
    )


def _is_routine(sentence: Sentence, *, first: bool) -> bool:
    """Tell whether the welcome letter is the whole answer: how to join, asked by who never had it."""
    words = sentence.words()
    asks_how = (
        sentence.has("how_to_join") or (sentence.has("join") and HOW.search(words)) or WHAT_IT_TAKES.search(words)
    )
    routine = (first and bool(asks_how)) or sentence.has("courtesy_question")
    return routine and not sentence.has("another_question")


def _by_topic(topic: TopicSaid, *, known: bool) -> Attention:
    """Whoever writes first and is no operator gets no letter of the procedure: a person answers."""
    if (topic.value is Topic.OTHER and not known) or topic.value in {Topic.TERRITORY, Topic.CARPOOLER}:
        return Attention(True, "other-matter", topic.words, f"topic-{topic.value}")
    return UNNEEDED
