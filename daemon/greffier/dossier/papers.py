"""What follows from each document of a mail.

A check never refuses by itself: what fails goes back to the operator with the reason, what is doubtful goes to staff,
and nothing that was accepted is ever replaced silently.
"""

from greffier.dossier.case import Case, Effects
from greffier.dossier.sightings import as_day, seen_on
from greffier.model.dossier import Fault, ItemState
from greffier.model.event import ItemMoved, PaperRefused
from greffier.model.finding import Finding, Outcome
from greffier.model.letter import Review, ReviewKind
from greffier.model.mail import HARMFUL, Document, DocumentType
from greffier.model.rules import ItemRule

CALL_FIRST = (
    "Appelez d'abord, par téléphone, la personne que vous connaissez, au numéro déjà connu et jamais à celui du "
    "message : la fraude au changement de RIB est un courriel poli."
)
SILENT = frozenset({DocumentType.DECORATION, DocumentType.ARCHIVE, DocumentType.SIGNED_TERMS})
"""Decorations say nothing, archives are told by their members, signed terms by `terms`."""

AWAITING_FR, AWAITING_EN = "en attente d'analyse", "waiting for a virus check"


def about_papers(case: Case) -> Effects:
    """Return what follows from all the documents."""
    effects = Effects()
    for document in case.reading.documents:
        effects += about_paper(case, document)
    return effects


def about_paper(case: Case, document: Document) -> Effects:
    """Return what follows from one document."""
    if document.harmful:
        return Effects((set_aside(case, document),))
    if document.type in SILENT or is_known(case, document):
        return Effects()
    if document.sha256 in case.unscanned:
        return awaiting(case, document)
    return about_looked_into(case, document)


def about_looked_into(case: Case, document: Document) -> Effects:
    """Return what follows from a document that may be shown to people."""
    if document.type in SILENT:
        return Effects()
    answered = item_for(case, document)
    if answered is None:
        return Effects(reviews=(unplaced(case, document),)) if worth_a_look(document) else Effects()
    name, rule = answered
    if replaces(case, name, rule) and not is_known(case, document):
        return Effects(reviews=(replacement(case, document, name, rule),))
    return placed(case, document, name, rule)


def held_back(case: Case) -> tuple[Document, ...]:
    """Return the documents that would replace what is in the dossier: they wait for a person's word."""
    asked = (
        (document, item_for(case, document)) for document in case.reading.documents if not is_known(case, document)
    )
    return tuple(document for document, answered in asked if answered and replaces(case, *answered))


def replaces(case: Case, name: str, rule: ItemRule) -> bool:
    """Tell whether a document would take the place of one that was accepted, or that binds and is being looked at."""
    item = case.dossier.item(name)
    return item.settled or (rule.binding and item.state is ItemState.RECEIVED and bool(item.papers))


def set_aside(case: Case, document: Document) -> PaperRefused:
    """Refuse a dangerous file: staff hear of it and never see it, the operator is told what to send instead."""
    finding = harm(case, document)
    return PaperRefused(document.name, finding.code, words_of(case, document), finding.staff)


def words_of(case: Case, document: Document) -> str:
    """Tell the operator why a dangerous file was not kept."""
    finding = harm(case, document)
    return finding.en if case.dossier.language == "en" else finding.fr


def harm(case: Case, document: Document) -> Finding:
    """Return what the checks say of the danger."""
    findings = case.findings.get(document.sha256, ())
    code = next(problem for problem in document.problems if problem in HARMFUL)
    return next((finding for finding in findings if finding.code == code), Finding(code, Outcome.FAILED))


def awaiting(case: Case, document: Document) -> Effects:
    """Let a document wait for the antivirus, visibly; nobody is asked to look at it meanwhile."""
    answered = item_for(case, document)
    if answered is None or replaces(case, *answered):
        return Effects()
    words = AWAITING_EN if case.dossier.language == "en" else AWAITING_FR
    return Effects((ItemMoved(answered[0], ItemState.RECEIVED, None, words, document.sha256, document.name),))


def placed(case: Case, document: Document, name: str, rule: ItemRule) -> Effects:
    """Refuse with a reason, accept, or hand to staff."""
    findings = case.findings.get(document.sha256, ())
    failed = next((finding for finding in findings if finding.outcome is Outcome.FAILED), None)
    if failed:
        return Effects((refused(case, document, name, failed),))
    doubts = tuple(finding for finding in findings if finding.outcome is Outcome.INCONCLUSIVE)
    if rule.validated_by == "automatic" and not doubts and (case.proven or not rule.binding):
        return Effects((came(case, document, name, ItemState.ACCEPTED),))
    received = came(case, document, name, ItemState.RECEIVED)
    return Effects((received,), (to_look_at(case, document, name, rule, doubts),))


def came(case: Case, document: Document, name: str, state: ItemState) -> ItemMoved:
    """Take the document in, with what was read on it for the operator."""
    words = seen_on(document, case.dossier.language)
    return ItemMoved(name, state, words=words, paper=document.sha256, evidence=document.name)


def refused(case: Case, document: Document, name: str, finding: Finding) -> ItemMoved:
    """Give the document back to the operator with the reason."""
    words = finding.en if case.dossier.language == "en" else finding.fr
    return ItemMoved(
        name, ItemState.REJECTED, finding.fault or Fault.INCORRECT, words, document.sha256, evidence=finding.code
    )


def item_for(case: Case, document: Document) -> tuple[str, ItemRule] | None:
    """Return the item that this document answers, if the operator is asked for it."""
    rules = case.rules.procedure.items.items()
    fits = ((name, rule) for name, rule in rules if rule.document == document.type)
    return next(((name, rule) for name, rule in fits if rule.concerns(case.dossier.person_type)), None)


def worth_a_look(document: Document) -> bool:
    """Tell whether a document that answers nothing deserves a person's eye."""
    return not document.media_type.startswith(("text/calendar", "text/vcard", "application/pkcs7", "application/pgp"))


def to_look_at(case: Case, document: Document, name: str, rule: ItemRule, doubts: tuple[Finding, ...]) -> Review:
    """Ask staff to validate a document."""
    doubt = " ; ".join(finding.staff or finding.code for finding in doubts)
    proof = "" if case.proven or not rule.binding else case.doubt
    evidence = " ; ".join(part for part in (document.name, facts_in_words(document), doubt, proof) if part)
    question = f"{case.dossier.name} : {rule.title.fr} à valider."
    return review(case, document, question, evidence, name)


def replacement(case: Case, document: Document, name: str, rule: ItemRule) -> Review:
    """Ask staff before anything replaces what was accepted: the classic fraud is a polite mail."""
    question = f"{case.dossier.name} envoie une autre pièce « {rule.title.fr} » que celle du dossier. La retenir ?"
    if not rule.binding:
        return review(case, document, question, document.name, name)
    doubt = "" if case.proven else case.doubt
    evidence = " ; ".join(part for part in (document.name, facts_in_words(document), doubt) if part)
    return review(case, document, f"{question} {CALL_FIRST}", evidence, name)


def unplaced(case: Case, document: Document) -> Review:
    """Show staff a document that answers nothing we asked."""
    problems = f" ({', '.join(document.problems)})" if document.problems else ""
    question = f"{case.dossier.name} envoie une pièce que je n'ai pas su classer. Que faut-il en faire ?"
    return review(case, document, question, f"{document.name}{problems}", None)


def review(case: Case, document: Document, question: str, evidence: str, item: str | None) -> Review:
    """Put a question about one document; without an item, a person answers in their own way."""
    kind = ReviewKind.DOCUMENT if item else ReviewKind.QUESTION
    cause = f"document:{case.dossier.id}:{document.sha256}"
    return Review(cause, kind, question, item, evidence, document.sha256, case.message)


TOLD = {"siren": "SIREN", "issued_on": "du", "name": "", "holder": "titulaire", "bank": "", "title": ""}
"""Facts that may be told in words to staff; never an IBAN or the number of an identity document."""


def facts_in_words(document: Document) -> str:
    """Tell staff the harmless facts read on the document."""
    said = ((label, document.facts[name]) for name, label in TOLD.items() if document.facts.get(name))
    return ", ".join(f"{label} {as_day(value)}".strip() for label, value in said)


def is_known(case: Case, document: Document) -> bool:
    """Tell whether these very bytes are in the dossier already."""
    return any(document.sha256 in item.papers for item in case.dossier.items)
