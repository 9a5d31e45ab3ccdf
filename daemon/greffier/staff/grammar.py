"""What a line orders: each verb with its own way to be complete. Doubt is told, never resolved by a guess."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from greffier.model.letter import Choice, ReviewKind
from greffier.model.mail import Environment
from greffier.reading.calendar_words import days_in
from greffier.reading.words import fold, folded, tokens_of
from greffier.staff.faults import reason_in
from greffier.staff.orders import (
    Ask,
    Classify,
    Close,
    Decide,
    Export,
    GivePen,
    Grant,
    Help,
    Order,
    Overview,
    Remind,
    Reopen,
    Resend,
    Show,
    Suspend,
    TakeNote,
    TakePen,
    Waive,
)
from greffier.staff.saying import Saying, is_courtesy, number_in_front, taken_apart, without_courtesy

MOST_TARGET_WORDS = 8
"""A longer name is a sentence that happens to begin like an order."""
CLASSES = frozenset("abc")
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
OF = re.compile(r"\s(?:du|de la|de|des|le|la)\s|\s(?:de\s)?[ld]['’]", re.IGNORECASE)
ENVIRONMENTS = {
    "preproduction": Environment.PREPRODUCTION, "preprod": Environment.PREPRODUCTION, "pre": Environment.PREPRODUCTION,
    "staging": Environment.PREPRODUCTION, "production": Environment.PRODUCTION, "prod": Environment.PRODUCTION,
}  # fmt: skip
WHICH = "de quel dossier s'agit-il ? Ajoutez son nom ou sa référence"
WHICH_QUESTION = "à quelle question répondez-vous ? Ajoutez son numéro, ou le nom du dossier"


@dataclass(frozen=True, slots=True)
class Context:
    """What the mail is about by itself, and the day on which it is read."""

    today: date
    review: str = ""
    """Number of the question that it answers; empty where it answers none, or the digest as a whole."""
    operator: str = ""
    kind: ReviewKind | None = None

    def named(self, about: str) -> str:
        """Return what an order is about: what it says, else the question that is answered."""
        said = without_courtesy(about)
        return self.review if self.review and fold(said) in fold(self.operator) else said or self.review


Meaning = Order | str | None
"""An order, why there is none, or None where the line says nothing of the kind."""


def meaning_of(line: str, context: Context) -> Meaning:
    """Return what a line orders."""
    saying = taken_apart(line)
    if saying is None:
        return None
    order = MEANINGS[saying.verb.name](saying, context)
    target = getattr(order, "target", "")
    if len(target.split()) > MOST_TARGET_WORDS:
        return f"« {saying.verb.example} » : le nom que vous donnez est trop long"
    return order


def decided(choice: Choice) -> Callable[[Saying, Context], Meaning]:
    """Return how an answer without reason is read. It takes no condition: what follows a colon is a remark."""

    def read(saying: Saying, context: Context) -> Meaning:
        if (judged := class_in(saying.rest)) and choice is Choice.ACCEPT:
            about, proof_class = judged
            return (
                Decide(context.named(about), choice, proof_class=proof_class)
                if context.named(about)
                else WHICH_QUESTION
            )
        target = context.named(saying.about)
        if not target:
            return WHICH_QUESTION
        if context.review and target != context.review and not number_in_front(target)[0]:
            if choice is Choice.ANSWERED:
                return Decide(context.review, choice, saying.rest)
            said = saying.verb.example.split()[0]
            return f"« {said} » se dit seul, sans condition ; une remarque suit deux-points"
        return Decide(target, choice, saying.words or "")

    return read


def rejected(saying: Saying, context: Context) -> Meaning:
    """Read a refusal: what follows the colon goes to the operator."""
    target, words = with_words(saying, context)
    reason, fault = reason_in(without_thanks(words))
    return Decide(target, Choice.REJECT, reason, fault) if target else WHICH_QUESTION


def with_words(saying: Saying, context: Context) -> tuple[str, str]:
    """Return the target and the words; without a colon all of it is words, but for a number in front."""
    if saying.words is not None:
        return context.named(saying.about), saying.words
    number, words = number_in_front(saying.about)
    return (number, words) if number else (context.review or without_courtesy(words), words if context.review else "")


def without_thanks(words: str) -> str:
    """Return a reason without the thanks that were meant for us."""
    kept, _, last = words.rpartition(",")
    return kept.strip() if kept and not without_courtesy(last) else words


def saying_words(make: Callable[[str, str], Order], missing: str) -> Callable[[Saying, Context], Meaning]:
    """Return how an order is read that makes no sense without words."""

    def read(saying: Saying, context: Context) -> Meaning:
        target, words = with_words(saying, context)
        if not target:
            return WHICH
        return make(target, words) if words else missing

    return read


def about(make: Callable[[str], Order]) -> Callable[[Saying, Context], Meaning]:
    """Return how an order is read that only names its dossier."""

    def read(saying: Saying, context: Context) -> Meaning:
        target = context.named(saying.rest)
        return make(target) if target else WHICH

    return read


def classified(saying: Saying, context: Context) -> Meaning:
    """Read a class of proof: the last letter said."""
    judged = class_in(f"classe {saying.rest}")
    if judged is None:
        return "quelle classe ? Écrivez A, B ou C"
    target = context.named(judged[0])
    return Classify(target, judged[1]) if target else WHICH


def class_in(text: str) -> tuple[str, str] | None:
    """Return what stands around `classe X`, and the class; None where no class is said."""
    tokens = list(tokens_of(text))
    while tokens and tokens[-1].word not in CLASSES and is_courtesy(tokens[-1]):
        tokens.pop()
    said = next((token for token in tokens if token.word in {"classe", "class"}), None)
    if said is None or tokens[-1].word not in CLASSES:
        return None
    around = (token for token in tokens[:-1] if token is not said and token.word not in {"en", "preuve", ":"})
    return " ".join(text[token.start : token.end] for token in around), tokens[-1].word.upper()


def suspended(saying: Saying, context: Context) -> Meaning:
    """Read until when a dossier rests."""
    rest = saying.rest
    words = [token.word for token in tokens_of(rest)]
    mark = next((place for place, word in enumerate(words) if word in {"jusqu", "jusque", "until"}), None)
    place, until = day_in(rest, context.today)
    if until is None or until <= context.today:
        return "jusqu'à quel jour ? Écrivez par exemple « jusqu'au 15/01/2027 », un jour à venir"
    first = place if mark is None else min(mark, place)
    target = context.named(rest[: tokens_of(rest)[first].start])
    return Suspend(target, until) if target else WHICH


def day_in(text: str, today: date) -> tuple[int, date | None]:
    """Return the place of the word that begins a day, and the day; None where none is named, or it is past."""
    if iso := ISO_DAY.search(text):
        try:
            return len(tokens_of(text[: iso.start()])), date.fromisoformat(iso.group())
        except ValueError:
            return 0, None
    line = f" {folded(text)} "
    day = next(days_in(line, today), None)
    return (line[: day.first].count(" ") - 1, day.date) if day else (0, None)


def waived(saying: Saying, context: Context) -> Meaning:
    """Read which item is dispensed with: after a colon, or after `du`, `de la`."""
    if saying.words:
        target, item = context.named(saying.about), saying.words
    else:
        parts = list(OF.finditer(f" {saying.about}"))
        cut = parts[-1] if parts else None
        target = context.named(saying.about[: max(0, cut.start() - 1)] if cut else "")
        item = saying.about[cut.end() - 1 :] if cut else saying.about if context.review else ""
    if not without_courtesy(item):
        return "de quelle pièce ? Écrivez par exemple « dispenser Trajeo : logo »"
    return Waive(target, without_courtesy(item)) if target else WHICH


def opened(saying: Saying, context: Context) -> Meaning:
    """Read an access; alone, in answer to the question of opening, it says yes."""
    words = saying.rest.split()
    place = next((n for n, word in enumerate(words) if environment_of(word)), None)
    if place is None:
        if context.kind is ReviewKind.OPENING and context.named(saying.rest) == context.review:
            return Decide(context.review, Choice.ACCEPT)
        return "dans quel environnement ? Écrivez préproduction ou production, puis l'adresse de connexion et le lien"
    login = next((word for word in words if "@" in word and "://" not in word), "").strip("<>,;")
    link = next((word for word in words if word.startswith("https://")), "").strip("<>,;")
    if not login or not link:
        return "ajoutez l'adresse de connexion et le lien (https://…) de l'accès que vous avez créé"
    after = (word for word in words[place + 1 :] if word[0].isalpha() and not {"@", "/"} & set(word))
    target = context.named(" ".join(words[:place]) or " ".join(after))
    _, expires_on = day_in(" ".join(word for word in words[place:] if word not in {login, link}), context.today)
    environment = environment_of(words[place]) or Environment.PREPRODUCTION
    return Grant(target, environment, login, link, expires_on) if target else WHICH


def environment_of(word: str) -> Environment | None:
    """Return the environment that a word names."""
    return ENVIRONMENTS.get(folded(word).replace(" ", "").strip(",;"))


MEANINGS: dict[str, Callable[[Saying, Context], Meaning]] = {
    "accept": decided(Choice.ACCEPT),
    "reject": rejected,
    "class": classified,
    "ask": saying_words(Ask, "que faut-il demander ? Écrivez la question après deux-points"),
    "answered": decided(Choice.ANSWERED),
    "apart": decided(Choice.APART),
    "note": saying_words(TakeNote, "que faut-il noter ? Écrivez-le après deux-points"),
    "suspend": suspended,
    "wake": about(lambda target: Suspend(target, None)),
    "take": about(TakePen),
    "give": about(GivePen),
    "remind": about(Remind),
    "resend": about(Resend),
    "waive": waived,
    "open": opened,
    "close": saying_words(Close, "un dossier se ferme avec un motif : écrivez-le après deux-points"),
    "reopen": about(Reopen),
    "show": about(Show),
    "export": about(Export),
    "overview": lambda _, __: Overview(),
    "help": lambda _, __: Help(),
}
