"""The forms in which people accept, refuse or half accept: patterns over a tagged sentence.

A pattern tells what was said; `scope` then looks whether something around it takes it back. Every repetition is
bounded, so that no sentence costs more than its length.
"""

import re
from dataclasses import dataclass

US = r"(?:je|j|nous|on|we|i)"
ADVERBS = r"(?:~ |, ~ , |bel et ~ ){0,5}"
THEM = r"(?:les |l |y )"
OUR = r"(?:mon|notre|l|son|our|my|un|une|the)"
PRESENT = r"acc:(?:us|e)"
BE = r"(?:(?:sont|est|are|is) )?"
BODY = (
    r"(?:societe|association|asso|cooperative|structure|entreprise|compagnie|collectivite|sarl|sas|sasu|scop|scic|organisme|commune|syndicat"
    r"|regie|groupe|company|firm|organi[sz]ation)"
)
NAME = (
    r"(?:(?!(?:les|la|le|l|des|de|du|aux|a|au|sur|tou[ts]e?s?|ces|vos|votre|the|your|these|all|with|to|CGU|~) )"
    r"\S+ )"
)
OF_OUR_BODY = (
    rf"(?:(?:de|par|of|from|by) (?:notre|ma|mon|our|my) {BODY} "
    rf"|(?P<body>(?:de|d|of) (?:(?:la|l|the) {BODY} |(?={NAME})){NAME}{{0,4}}?))?"
)
OF_THE = (
    rf"(?:(?:(?:notre|ma|mon|our|my) {BODY}|~|,"
    r"|les|vos|ces|des|de|d|l|la|le|du|leur|leurs|ensemble|integralite|totalite|termes|contenu|texte|presentes|nouvelles|ici|"
    r"derniere|version|a|au|aux|avec|pour|sur|concernant|quant|relatif|relative|relativement|dites|votre|et|"
    r"your|the|these|those|this|to|with|of|on|for|regarding|french|whole) ){0,9}"
)
"""What may stand between the verb and the CGU without changing what is accepted."""

ABOUT = (
    r"(?:pour|sur|avec|concernant|quant a|quant aux|a|au|aux|for|with|on|to|:) "
    r"(?:(?:les|vos|ces|le|la|l|ensemble|des|the|your|these) ){0,4}"
)
GIVING = (
    r"(?:voici(?! une? )|donne|donnons|donner|marque|marquons|exprime|exprimons|manifeste|manifestons|apporte|apportons"
    r"|renouvelle|renouvelons|reitere|reiterons|maintiens|maintenons|avez|recevez|trouverez|trouver|retourne|retournons"
    r"|renvoie|renvoyons|remets|remettons|notifie|notifions|signifie|signifions|fais part d|faisons part d|delivre"
    r"|delivrons|certifie|certifions|atteste|attestons|formalise|formalisons|formule|formulons|accorde|accordons"
    r"|enregistrer|enregistrez|adresse|adressons|transmets|transmettons|say|give|express|have)"
)
WORTH = r"(?:vaut|valant|constitue|constituant|tient lieu d|tenant lieu d|fait office d|constitutes|serves as|as|comme)"
MAIL = r"(?:mail|email|message|courriel|courrier|reponse|reply|lettre|ecrit)"
IN_THIS_MAIL = rf"(?:dans|par|en|with|in) (?:ce|cet|le present|this) {MAIL}"
FULL = (
    r"(?:(?:~|et|plein|entier|pleine|entiere|formel|formelle|complet|complete|total|totale|ferme|definitif|definitive"
    r"|full|formal|official|officiel|officielle|definitive) ){0,5}"
)
GIVEN = r"(?:(?:~|est|a ete|donnee?|acquise?|say|is|given|accordee?|confirmee?) ){1,4}"


SAME_VOICE = r"(?:(?!they |he |she |it |our |my |and |but )\S+ ){1,8}?"
"""Words with no second subject."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A form of accepting the CGU by name, and the rule's name that goes into the evidence."""

    rule: str
    form: re.Pattern[str]
    needs_subject: bool = False
    """Whether the verb may be anybody's: then its subject is looked for."""
    leans: bool = False
    """Whether only a pronoun stands for the CGU, which must then have been named just before."""


def _statement(rule: str, *forms: str, needs_subject: bool = False, leans: bool = False) -> Statement:
    return Statement(rule, re.compile(f" {''.join(forms)} "), needs_subject, leans)


OK_FOR_CGU = "ok-for-cgu"
ACCEPTING = (
    _statement("we-accept", rf"{US} {ADVERBS}{PRESENT} {OF_THE}CGU"),
    _statement(
        "we-read-and-accept",
        r"(?:lu|lues|relu|read|reviewed|studied|connaissance|examine|parcouru) (?:~ ){0,3}(?:(?:les |des |vos )?CGU )?",
        r"(?:et|and) (?:~ ){0,3}",
        rf"(?:{US} )?(?:les )?acc:(?:us|e|pp) {OF_THE}CGU",
        needs_subject=True,
    ),
    _statement(
        "accept-to-abide",
        rf"acc:(?:us|e) (?:d|de|to) (?:(?:nous|me|m|se|s) )?(?:conformer|respecter|appliquer|soumettre|observer|suivre"
        rf"|be bound by|comply with|abide by|respect|observe|follow) {OF_THE}CGU",
        needs_subject=True,
    ),
    _statement(
        "accept-all-of", rf"acc:(?:us|e) (?:~ )*ce qui (?:est|figure|est ecrit) dans {OF_THE}CGU", needs_subject=True
    ),
    _statement("as-i-do", rf"acc:inf {OF_THE}CGU (?:, )?(?:ce|chose) que (?:~ )*(?:je fais|nous faisons|on fait)"),
    _statement("accept-plural", rf"acc:us {OF_THE}CGU", needs_subject=True),
    _statement("party-accepts", rf"acc:e {OF_THE}CGU", needs_subject=True),
    _statement("which-we-accept", rf"CGU (?:, )?(?:que|which) (?:~ ){{0,3}}{US} {ADVERBS}{PRESENT}"),
    _statement(
        "cgu-we-accept",
        rf"CGU (?:(?:(?!qui |que |CGU |acc:)\S+ ){{0,8}}?, |: |; )(?:~ ){{0,3}}"
        rf"{US} {ADVERBS}{PRESENT}(?= [,.;:!)…]|\s*\Z)",
    ),
    _statement("we-accept-them", rf"{US} {ADVERBS}{THEM}{ADVERBS}{PRESENT}", leans=True),
    _statement("and-accept-them", rf"(?:les|y) {ADVERBS}{PRESENT}", needs_subject=True, leans=True),
    _statement(
        "bound-by",
        rf"acc:(?:us|e) to (?:be bound by|comply with|abide by) (?:{OF_THE}CGU|them|these)(?= [.,;!)]|\s*\Z)",
        needs_subject=True,
    ),
    _statement(
        "we-like-and-accept-them",
        rf"(?:we|i) {SAME_VOICE}CGU (?:, )?and {ADVERBS}acc:us (?:to )?(?:them|these|it|both)",
        needs_subject=True,
    ),
    _statement("we-accept-them-en", rf"(?:we|i) {ADVERBS}acc:us (?:to |with )?(?:them|these|it)", leans=True),
    _statement(
        "declare-to-accept",
        r"say (?:(?:~|,|avoir|lu|et|d|de|vous|pouvoir|by|to|pris connaissance|say) ){0,8}",
        rf"acc:(?:inf|us|e) {OF_THE}CGU",
        needs_subject=True,
    ),
    _statement(
        "write-to-accept",
        rf"{US} (?:am |are |m )?(?:vous )?(?:say|writing|reponds|repondons) (?:pour|to) acc:(?:inf|us) {OF_THE}CGU",
    ),
    _statement(
        "take-the-occasion",
        rf"{US} (?:vous )?(?:profit\w+|saisi\w+|ecri\w+|revien\w+|reven\w+|permet\w+) (?:(?!acc:)\S+ ){{0,6}}?"
        rf"(?:pour|d|de) (?:vous )?acc:inf {OF_THE}CGU",
    ),
    _statement(
        "declare-to-read-and-accept", r"say (?:\S+ ){1,8}?CGU et (?:~ ){0,3}(?:les |y |en )acc:inf", needs_subject=True
    ),
    _statement(
        "cgu-accepted",
        r"CGU (?:(?:,|:|\||~|-|=|→|lues|lue|relues|signees|et|comme|etant|c est|tout|bon|yes|lu|compris|comprises|ma|notre|est|reponse"
        r"|position|decision) ){0,7}",
        rf"{BE}(?:(?:~|lues?|lus?|relues|examinees|comprises|et|&|bien|yes|ont ete|sont) ){{0,6}}"
        r"(?:acc:(?:pp|e)|yes|(?<= lu et )acc:inf|(?<= lues et )acc:inf)",
    ),
    _statement(
        "accepted-for",
        r"(?<=\A )(?:(?:~|lu|lue|lues|vu|et|bon|signees?|read|signed|and) ){0,5}acc:(?:pp|e) (?:[:,–-] )?",
        rf"(?:{ABOUT}|{OF_THE})CGU(?P<body>(?: (?!pour |sous |si |[.,;!)])\S+){{1,4}}?)?(?= [.,;!)]| \Z)",
    ),
    _statement("ticked", rf"acc:noun {OF_THE}CGU (?:(?:,|:|\||-|=|→) )?(?:✔|✓|☑|✅)(?= [.,;!)]| \Z)"),
    _statement(OK_FOR_CGU, rf"yes (?:(?:~|pour (?:moi|nous)) ){{0,3}}{ABOUT}(?:CGU )?CGU"),
    _statement(
        "happy-to-accept",
        rf"{US} (?:suis|sommes|est|am|are) (?:~ )*(?:heureu\w+|ravie?s?|contente?s?|fiere?s?|delighted|say) "
        rf"(?:d|de|to) (?:vous )?acc:(?:inf|us) {OF_THE}CGU",
    ),
    _statement(
        "they-are-accepted",
        r"(?:elles|ils|they) (?:sont|are) (?:~ )*acc:(?:pp|e)(?= (?:par nous |de notre part )?(?:[.,;!)]|\Z))",
        leans=True,
    ),
    _statement("agree-with-cgu", rf"{US} (?:suis|sommes|est|am|are) {ADVERBS}yes {OF_THE}CGU"),
    _statement(
        "give-agreement",
        rf"(?:{GIVING} (?:(?:vous|~|par ecrit|,|avoir|d|de|{IN_THIS_MAIL}) ){{0,4}}{OUR}|{US} (?:~ )?say) "
        rf"{FULL}acc:noun {FULL}{OF_OUR_BODY}{OF_THE}CGU",
    ),
    _statement(
        "agreement-is-given",
        rf"(?:{OUR}|cette) {FULL}acc:noun {OF_OUR_BODY}{OF_THE}CGU (?:(?:vous|~|en) ){{0,3}}(?:est|sont|is|are) (?:~ ){{0,3}}"
        r"(?:donnee?s?|acquise?s?|accordee?s?|acc:(?:e|pp)|say|entiere?s?|totale?s?|pleine"
        r"|effective?|formelle?|confirmee?s?|confirmed|~(?= [.,;!)]| \Z))",
    ),
    _statement("good-for-agreement", rf"(?:bon pour (?:{OUR} )?acc:noun|(?:{OUR} )?acc:noun {GIVEN}) ?{OF_THE}CGU"),
    _statement(
        "agreement-alone",
        r"(?<=\A )(?:~ )?(?:avec )?(?:mon |notre )?acc:noun (?:~ )?(?:pour|sur|concernant) (?:les |vos |ces )?",
        r"CGU(?: [.!])?(?= \Z)",
    ),
    _statement("cgu-agreement", r"CGU (?:(?:,|:|\||~|-) ){0,3}bon pour acc:noun"),
    _statement(
        "cgu-our-agreement",
        r"CGU (?:(?:,|:|\||-|=|→) ){1,2}(?:(?:mon|notre|my|our) )?",
        r"acc:noun(?: (?:~|et|plein|entier|formel|complet|complete|total|totale|ferme|full|given|donnee?)){0,5}",
        r"(?= [.,;!)]| \Z)",
    ),
    _statement(
        "worth-acceptance",
        rf"{WORTH} (?:(?:~|,) ){{0,3}}(?:{OUR} |(?P<body>(?:\S+ ){{1,4}}?)s )?{FULL}acc:noun {FULL}"
        rf"(?:par (?:\S+ ){{1,5}}?)?{OF_THE}CGU",
    ),
    _statement(
        "this-confirms", rf"(?:this|{MAIL}) (?:is to )?(?:say|confirms|confirme) (?:{OUR} )?{FULL}acc:noun {OF_THE}CGU"
    ),
    _statement("mail-is-acceptance", rf"{MAIL} (?:~ )?(?:{WORTH} )?{OUR} {FULL}acc:noun(?= [.,;!)]|\s*\Z)", leans=True),
)

HAVING_ACCEPTED = re.compile(
    rf"\A (?:(?:yes|~|,|:|bonjour|hello) ){{0,4}}(?:(?:vous pouvez|{US}(?: vous)?) say (?:~ )?(?:que|that) )?"
    rf"(?:{US}|(?:notre|our) {BODY}) "
    r"(?:ai|avons|a|have|ve) (?:~ ){0,3}acc:(?:e|pp) "
    r"(?:(?:les|vos|ces|l|integralite|ensemble|des|termes|de|the|your|these|all|of) ){0,5}CGU(?= [.,;!)]| \Z)"
)
"""The perfect that performs what was asked (`Nous avons bien accepté les CGU.`): nothing says when else, or where."""

BARE_NOUN = re.compile(
    rf"\A (?:(?:yes|~|,|et|bonjour) ){{0,4}}"
    rf"(?:{US} (?:vous )?(?:say|donne|donnons|adresse|adressons|renouvelle|renouvelons|give) "
    rf"(?:(?:vous|d|de|~) ){{0,3}}(?:{OUR}|cette) "
    rf"|(?:voici|vous avez|you have) (?:mon|notre|my|our) ){FULL}acc:noun {FULL}(?=[.,;!)]|\Z)"
    rf"|\A (?:(?:yes|~|,) ){{0,3}}(?P<body>(?:(?:la|the) )?(?:(?!(?:je?|on|nous|we|i|lue?s?|et|say|yes) ){NAME}){{1,4}}?)"
    r"(?:~ )*acc:e (?=[.!]|\Z)"
)
"""The acceptance handed over as a noun, to whoever asked for it."""

BARE = re.compile(
    rf" (?:{US} {ADVERBS}(?:les |l |y |le |ca |cela |tout )?{ADVERBS}{PRESENT}|acc:us)"
    r"(?: (?:les|vos|ces|the|these|your) (?:conditions|termes))? "
)
BARE_DONE = re.compile(
    r"\A bon pour acc:noun [.!]? ?\Z|\A (?:(?:~|yes|c|est|,|lu|lue|lues|vu|read|signed|et|and|&) ){0,5}acc:(?:pp|e) "
    r"(?:(?:~|\.|!|pour|nous|moi|merci|par (?:le |la )?(?:soussignee?|nous|moi|nos soins)) ){0,5}"
    rf"(?:(?P<body>(?:(?:par|by|pour|for|of|la|l|the) ){{0,2}}{NAME}{{1,4}}?)(?:[.!] )?)?\Z"
)
AN_OBJECT = re.compile(
    r"(?:~ )*(?:l[ae]?|les|une?|d|de|des|du|ces?|cette|vos|votre|nos|notre|m[ao]n?|mes|qu|que|toute?s?|the|your|an?|to"
    r"|that|this|these|our|my|with|on|for|pour|au|aux|en|sous|avec|sans|par|si|donc|car|et|and|acc:\S+) "
)
"""What begins an object or a complement right after a verb; else the verb stands alone (`j'accepte c'est bon`)."""

ANY_ACT = re.compile(r" acc:\S+ ")
CANNOT = r"(?:can|couldn|won|wouldn|didn|doesn)"
SAME_CLAUSE = r"(?!(?:et|mais|and|but|donc|[,;]) (?:~ )*(?:nous|je|j|on|we|i|les|y) )"
NOT_ACT = re.compile(
    rf" (?:n|ne|not|don|{CANNOT} t|do not|cannot|jamais|never) (?:{SAME_CLAUSE}\S+ ){{0,5}}?"
    r"acc:(?:us|e|inf|pp|noun|they|odd|will)(?= )"
    r"| acc:(?:us|e|they|odd) (?:\S+ ){0,2}?(?:pas|plus|jamais|point|aucunement|nullement) "
    r"| (?:pas question|hors de question|impossible|impossibilite|incapables?|unable|refus\w*) (?:\S+ ){0,3}?"
    r"acc:(?:inf|was|us) "
    r"| acc:noun (?:(?:des|de|les|aux|of|the|d|l) ){0,3}CGU (?:: |, |= |- )?(?:non|no|refus\w*|negatif|impossible) "
    r"| CGU (?:sont |est |are )?(?:non|pas|not) acc:"
    r"| n?e? (?:les )?signer(?:ai|a|ons|ont) (?:pas|jamais|point) "
)
"""Denied: `n'acceptons pas`, `ne pouvons pas accepter`, and the spoken `on accepte pas`."""

FUTURE = re.compile(
    r" (?!(?:esp|adh|consid|op|reit)erons |(?:re|at|ex|por)trait |entrons "
    r"|(?:rencon|mon)trons |(?:c?ou|dec?ou)vrons |re?tirons |extra |opera )"
    r"[a-z]{1,30}[eidvtr](?:rai|rons|ra|ront|rait|raient) "
)

NOT_YET = re.compile(r" (?:pas|not) (?:encore|yet) | toujours pas | encore pas ")
ONLY_IF = re.compile(
    r" qu?e? (?:si|sous|avec|pour|quand|partiellement|une|les|en|dans|lorsque|la|apres|a|au|des|lors|ensuite) "
    r"| avant (?:de|d|que|qu|la|le|les|une?) "
)
SIGN_LATER = re.compile(r" signer(?:ai|a|ons|ont) | (?:vais|allons|va) signer | will sign ")
IN_PART = re.compile(rf" {US} {ADVERBS}(?:en |l )?(?:acc:us|acc:e) (?:tout |toutes? )?")
WITH_NO_OBJECT = re.compile(r" acc:(?:inf|noun|e|pp|us) (?:~ )*(?:[.,;:!?)]|\Z)")
"""An act of accepting that names nothing: what it is about must come from what it answers."""

WE_ACT = re.compile(
    rf" {US} (?:\S+ ){{0,4}}?(?:acc:\S+|devrions|pourrons|pourrions|devrons|allons|vais|signer\w{{0,5}}|sommes|suis|pouvons|peux|"  # noqa: E501 - one table of words
    r"souhaitons|will|should|hope) "
)
TOPIC_ONLY = re.compile(r" (?:a|pour|avant d|where|how|comment|de|d) acc:inf ")
"""Accepting is only named as a step (`les CGU à accepter`, `le lien pour accepter les CGU`)."""
