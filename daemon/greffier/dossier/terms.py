"""What a mail says of the CGU, and what follows. Only a proven sender's plain acceptance is taken without a person."""

from greffier.dossier.case import Case, Effects
from greffier.model.dossier import ItemState
from greffier.model.event import ItemMoved
from greffier.model.letter import Review, ReviewKind
from greffier.model.mail import DocumentType, Terms

ITEM = "terms"

QUESTIONS = {
    Terms.ACCEPTED: "{name} accepte les CGU, mais {doubt}. Le retenir ?",
    Terms.RESERVED: "{name} accepte les CGU avec une réserve, ou pour plus tard. Le retenir comme acceptation ?",
    Terms.REFUSED: "{name} n'accepte pas les CGU. Les considérer malgré tout comme acceptées ?",
    Terms.UNCLEAR: "{name} parle d'un accord sans qu'on puisse le tenir pour une acceptation des CGU. Le retenir ?",
}
SHOWN = 300
"""Characters of a sentence that tell two sayings apart."""
SIGNED_QUESTION = "{name} envoie les CGU signées. La signature engage-t-elle l'organisme ?"


def about_terms(case: Case) -> Effects:
    """Return what follows from what the author says of the CGU."""
    said = case.reading.terms
    if ITEM not in case.rules.procedure.items or said is Terms.ABSENT:
        return Effects()
    item = case.dossier.item(ITEM)
    settled = item.settled
    if said is Terms.ACCEPTED and settled:
        return Effects()
    if said is Terms.ACCEPTED and may_be_taken(case):
        return Effects((accepted(case),))
    if settled or (item.state is ItemState.RECEIVED and signed_paper(case) in {None, *item.papers}):
        return Effects(reviews=(question(case, f"{case.dossier.id}:{sentence(case)[:SHOWN]}"),))
    received = ItemMoved(ITEM, ItemState.RECEIVED, paper=signed_paper(case), evidence=sentence(case))
    return Effects((received,), (question(case, case.message),))


def may_be_taken(case: Case) -> bool:
    """Tell whether the acceptance needs no person: in words, from a proven sender, and the rules allow it."""
    rule = case.rules.procedure.items[ITEM]
    in_words = case.reading.terms_evidence is not None
    return in_words and rule.validated_by == "automatic" and (case.proven or not rule.binding)


def accepted(case: Case) -> ItemMoved:
    """Record the acceptance with its evidence: version, sentence, mail, sender's proof, rules (design, promise 9)."""
    evidence = (
        f"CGU du {case.rules.procedure.terms_version} ({case.rules.procedure.terms_url}) ; {sentence(case)} ; "
        f"message {case.message} ; expéditeur {case.verdict} ; règles {case.rules.version}"
    )
    return ItemMoved(ITEM, ItemState.ACCEPTED, evidence=evidence)


def question(case: Case, cause: str) -> Review:
    """Ask staff, with the author's own words; while one question waits, the same words are asked about once."""
    by_paper = case.reading.terms is Terms.ACCEPTED and case.reading.terms_evidence is None
    words = SIGNED_QUESTION if by_paper else QUESTIONS[case.reading.terms]
    return Review(
        cause=f"terms:{cause}",
        kind=ReviewKind.TERMS,
        question=words.format(name=case.dossier.name, doubt=case.doubt),
        item=ITEM,
        evidence=sentence(case),
        paper=signed_paper(case),
        message=case.message,
    )


def sentence(case: Case) -> str:
    """Return the author's sentence, or the name of the signed document."""
    if case.reading.terms_evidence:
        return f"« {case.reading.terms_evidence} »"
    signed = (document.name for document in case.reading.documents if document.type is DocumentType.SIGNED_TERMS)
    return ", ".join(signed)


def signed_paper(case: Case) -> str | None:
    """Return the hash of the signed CGU attached, if there is one."""
    signed = (document.sha256 for document in case.reading.documents if document.type is DocumentType.SIGNED_TERMS)
    return next(signed, None)
