"""A sentence that speaks of agreeing but does not accept: announced for later, left to others, or mere approval."""

import re

from greffier.model.mail import Terms
from greffier.reading.terms.statements import ANY_ACT, FUTURE, IN_PART, SIGN_LATER, TOPIC_ONLY, WE_ACT, WITH_NO_OBJECT
from greffier.reading.terms.tagged import Tagged
from greffier.reading.terms.verdict import NOTHING, Context, Verdict

OPENS_WITH_IT = re.compile(r"\A (?:l |notre |mon |our |the )?acc:noun ")
YES_IF = re.compile(
    r"\A yes (?:, )?(?:~ )*(?:mais |but )?(?:si|if|a condition|a une condition|sous|sauf|des que|une fois) "
)
OF_ANOTHER_THING = re.compile(
    r" acc:(?:us|e) (?:~ )*(?:les|le|la|l|des|un|une|votre|the|your) "
    r"(?!(?:CGU|ELSE|conditions?|termes?|clauses?|articles?|points?|dispositions?|principe|essentiel|reste|tout|plupart"
    r"|terms) )"
)
"""An object that is none of the CGU nor part of them (`Nous acceptons les virements uniquement`)."""

GAVE_THEIRS = re.compile(r" (?:a|ont|has|have) (?:~ )*(?:donne|say|given) (?:son|sa|leur|his|her|their) acc:noun ")
ASKED_OF_US = re.compile(r" (?:merci de|pouvez|pourriez|veuillez|please|could you|can you) (?:\S+ )?\S+ ")
TO_BE_ACCEPTED = re.compile(
    r" (?:sera|seront|will be|vont etre|va etre) (?:~ )*acc:(?:pp|e) | acc:inf .* (?:je|nous|on) (?:le )?fer(?:ai|ons) "
)
"""Announced in the passive, or by a verb that stands for it (`je le ferai lundi`)."""
TO_BE_SIGNED = re.compile(
    r" (?:signature (?:des|de vos) CGU (?:est|sera)|(?:sera|seront) (?:~ )?sign(?:e|es|ee|ees)|en cours de signature) "
)


def half_said(found: Tagged, context: Context) -> Verdict:
    """Judge a sentence that speaks of agreeing, but does not accept."""
    if not found.names_cgu:
        announced = context.cgu_at_hand and (
            re.search(r" (?:les |l |y )?acc:(?:will|was|inf) ", found.line) or SIGN_LATER.search(found.line)
        )
        return Verdict(who_announces(found), "announced") if announced else _follows_up(found, context)
    if " acc:will " in found.line or SIGN_LATER.search(found.line):
        return Verdict(who_announces(found), "announced")
    if TO_BE_ACCEPTED.search(found.line) or (" notre acc:noun " in found.line and FUTURE.search(found.line)):
        return Verdict(Terms.UNCLEAR if found.marks("reported") else Terms.RESERVED, "to-be-accepted")
    said = {mark.first for mark in found.sentence.spans("accept_noun")}
    held = [
        mark
        for mark in found.marks("condition", "when", "contrast", "intend", "pending", "amend")
        if mark.first not in said
    ]
    if ANY_ACT.search(found.line):
        if TOPIC_ONLY.search(found.line) and not found.marks("intend", "somebody", "reported", "contrast"):
            return NOTHING
        return Verdict(who_announces(found) if held else Terms.UNCLEAR, "speaks-of-accepting")
    return _approved(found, bool(held))


def _approved(found: Tagged, held: bool) -> Verdict:
    """Judge a sentence that names the CGU and finds them good, without accepting them."""
    if " yes " in found.line:
        return Verdict(Terms.RESERVED if held else Terms.UNCLEAR, "yes-but")
    if found.marks("withdraw", "decides") and FUTURE.search(found.line):
        return Verdict(Terms.RESERVED, "to-be-decided")
    if TO_BE_SIGNED.search(found.line):
        return Verdict(Terms.RESERVED, "to-be-signed")
    if ASKED_OF_US.search(found.sentence.words()):
        return NOTHING
    if found.unopposed or found.marks("opinion", "vague_yes") or re.search(r" sign(?:e|es|ee|ees) ", found.line):
        return Verdict(Terms.UNCLEAR, "opinion")
    return NOTHING


def _follows_up(found: Tagged, context: Context) -> Verdict:
    """Judge what is said of `l'acceptation` right after the CGU were named."""
    of_another = OF_ANOTHER_THING.search(found.line)
    partly = IN_PART.search(found.line) or YES_IF.match(found.line)
    if context.asked and not of_another and partly and found.marks("condition", "terms_parts"):
        return Verdict(Terms.RESERVED, "in-part")
    if context.asked and OPENS_WITH_IT.match(found.line) and found.marks("hedge", "condition", "when", "pending"):
        return Verdict(Terms.RESERVED, "agreement-held-back")
    speaks = WITH_NO_OBJECT.search(found.line) and not found.marks("harmless")
    if context.asked and (speaks or GAVE_THEIRS.search(found.line)) and not found.marks("item"):
        return Verdict(Terms.UNCLEAR, "speaks-of-accepting")
    if not context.cgu_at_hand or " acc:noun " not in found.line or found.marks("item"):
        return NOTHING
    if found.marks("when", "intend", "condition", "pending", "contrast") and not re.search(
        r" (?:votre|vos|your|pour|le|the|leur|their) acc:", found.line
    ):
        return Verdict(Terms.RESERVED, "announced")
    return NOTHING


def who_announces(found: Tagged) -> Terms:
    """Tell our own announcement from what others may do, or are said to do."""
    if found.marks("reported") or (" acc:will " in found.line and found.marks("hedge") and found.marks("somebody")):
        return Terms.UNCLEAR
    if " notre acc:noun " in found.line and FUTURE.search(found.line):
        return Terms.RESERVED
    if SIGN_LATER.search(found.line) and not found.marks("hedge"):
        return Terms.RESERVED
    if found.marks("somebody") and not WE_ACT.search(found.line) and " acc:will " not in found.line:
        return Terms.UNCLEAR
    return Terms.RESERVED
