"""What a sentence shows of its author: one who makes a service, wants into the registry, accepts its terms.

Grammar, not keywords: a word of the trade tells nothing as long as nobody is said to do something with it.
"""

import re

from greffier.reading.sentences import Sentence

CODE_LINE = re.compile(r"(?:\w_\w{1,60}\(|[(=>][^\n]{0,200}[;{]\s?$)|^(?:@@ |diff --git |[+-]{3} )")
"""A line of a program or of a patch: its words are names of things, not what the author says."""

SERVICE = (
    r"(?:appli\w*|apps?|services?|site|plate|plateforme|platform|outil|start|startup|solution|reseau|lignes?"
    r"|dispositif"
    r"|systeme|logiciel|bourse|offre de covoit\w*|covoit\w* (?:solidaire|domicile|d|de|dynamique|spontane"
    r"|evenementiel)"
    r"|carpool\w* (?:service|app|line|platform|lines))"
)
RUNS = (
    r"(?:develop\w*|cre[eo]\w*|lanc\w+|mont\w+|conc\w+|anim\w+|exploit\w+|oper\w+|edit\w+|program\w+|organis\w+"
    r"|ger\w+"
    r"|propos\w+|port[eo]\w*|deploy\w+|sort\w*|mis|mettons|mets|test\w+|pilot\w+|commercialis\w+|diffus\w+"
    r"|match\w*|met|mettra|prepar\w+|bricol\w+|fait|faisons|invent\w+"
    r"|built|build\w*|launch\w*|made|run|runs|running|offer\w*|manag\w+)"
)
BODY = (
    r"(?:(?:notre|our|mon|ma|my|la|le|l|cette) (?:\w+ ){0,2}?(?:groupe|regie|asso|association|societe|entreprise"
    r"|structure"
    r"|startup|start up|cooperative|scop|scic|jeune pousse|cliente?|boite|company|equipe|club|federation|fondation))"
)
MAKES = re.compile(
    rf" (?:je|j|nous|on|i|we|{BODY}) (?:\w+ ){{0,5}}?{RUNS} "
    rf"(?:\w+ (?:, )?){{0,2}}?(?:une?|mon|ma|mes|notre|nos|ce|cet|les?|la|l|a|an|our|the|my|sa|son|ses|deux|trois"
    rf"|plusieurs|des|du|several) "
    rf"(?:\w+ ){{0,3}}?{SERVICE} "
    rf"| (?:notre|nos|mon|ma|our|my) (?:\w+ ){{0,2}}?{SERVICE} (?:\w+ ){{0,2}}?(?:de |d )?(?:covoit|carpool"
    rf"|autostop|stop)\w* "
    rf"| (?:lancement|ouverture|creation|mise en ligne) (?:de|d"
    rf"|du) (?:\S+ ){{0,5}}?{SERVICE} (?:\w+ ){{0,2}}?(?:covoit|carpool)\w* "
    rf"| (?:sommes|suis|etant|are|am) (?:(?!pas |not )\w+ ){{0,3}}?(?:operat\w+|plateforme|platform) (?:\w+ ){{0,2}}?"
    rf"(?:de |d )?(?:covoit|autostop)\w* "
    rf"| (?:on|nous|we) (?:organis\w+|propos\w+|gere|gerons|organi[sz]e|run|offer) (?:\w+ ){{0,2}}?(?:covoit"
    rf"|carpool|autostop)\w* "
)
"""Somebody of the first person, or the author's body, makes, launches or runs something that others use."""

FOR_A_CLIENT = re.compile(
    r" (?:(?:ma|mon|notre|nos|our|my) client\w*|accompagn\w+|conseils? d\w*|pour le compte d\w*|mandat\w+ par"
    r"|advis\w+|assist\w+|representing|represent\w*) "
    rf"(?:\S+ ){{0,12}}?(?:qui|which|that|who|edit\w+|exploit\w+|lanc\w+|operat\w*|oper\w+"
    rf"|runs?) (?:\S+ ){{0,6}}?{SERVICE} "
)
"""Somebody who writes for one that runs a service (`Nous accompagnons Ridéo, qui lance son appli ...`)."""

IN_VERB = (
    r"(?:rejoi\w+|adher\w+|integr\w+|raccord\w+|connect\w+|interconnect\w+|referenc\w+|agree\w*|agrement|homolog\w+"
    r"|habilit\w+"
    r"|inscri\w+|enregistr\w+|declar\w+|reconnu\w*|reconnaiss\w+|labellis\w+|certifi\w+|join\w*|regist\w+"
    r"|transmett\w+|transmis\w*"
    r"|remont\w+|envoy\w+|obtenir|get|got|comptent|compter|devenir|become|devienne"
    r"|entr\w+|attest\w+|admission|admis\w*|sign up"
    r"|figur\w+|passer par"
    r"|rapprocher de|rapprochons de|officiel\w*|submit\w*|declar\w*|list\w*|started)"
)
WANTS = re.compile(
    r" (?:souhait\w+|voul\w+|veu\w+|voudr\w+|aimer\w+|desir\w+|compt\w+|devons|devrions|doit|doive|doivent|devront"
    r"|besoin"
    r"|demand\w+|sollicit\w+|want|like"
    r"|wish\w*|need\w*|have to|must|pour que|afin que|afin de|pour|en vue|faut|faut il|comment|how|impose"
    r"|obligatoire) "
    rf"(?:\S+ ){{0,9}}?{IN_VERB} "
)
OUR_BODY_IN = re.compile(
    r" (?:inscri\w+|enregistr\w+|referenc\w+|adhesion|raccord\w+|declar\w+|register|list) (?:de )?(?:notre|mon|ma"
    r"|our|my)"
    r" (?:structure|societe|entreprise|association|asso|organisation|cooperative|service|start|company|startup"
    r"|business) "
)
"""Whom somebody wants in: not a person, but a body (`inscrire notre structure`)."""

HOW_IN = re.compile(
    r" (?:comment|que faut il|quelles? (?:\w+ ){0,3}?(?:etapes?|demarches?|conditions?|pieces?|formalites?"
    r"|procedure|documents)|marche a suivre"
    r"|point d entree"
    r"|how (?:do|does|can|should|would) (?:we|i|a|our|an)|comment se (?:deroule|passe|fait)"
    r"|get started|what do (?:we|i) need|procedure|next steps"
    r"|demarches?|par ou commencer"
    r"|le necessaire|liste des pieces|quoi faire|que faire|on fait quoi) "
)
OTHER_MODE = re.compile(
    r" (?:autopartage|libre service|location|louons|loue|taxis?|vtc|velos?|trottinettes?|fret|livraison|messagerie"
    r"|scolaires?|ambulances?"
    r"|autocars?|poids lourds|demenagement|car sharing|bike|freight|delivery) "
)
"""Ways of moving that are no carpooling."""

USES = re.compile(
    r" (?:faire|fais|partager|partage|propose|proposer) (?:du|de|mon|mes|ma|un) (?:covoit\w*|trajets?|voiture)"
    r"| (?:mes|mon|ma) (?:collegues?|travail|boulot|lieu de travail|employeur|voisine?s?|trajets?|voiture|conjoint"
    r"|femme|mari|fils|fille)"
    r"| je (?:covoiture|conduis|roule|voyage|prends) | (?:tous|toutes) les (?:jours|matins|soirs|semaines) "
)
"""What a person does who shares a car, and no operator."""

ACCEPTS = re.compile(r" (?:(?:accept|adher|approuv|valid|souscri)\w*|agree|agreed|agreement|accord) ")
SPEAKS = re.compile(r" (?:je|j|nous|on|notre|mon|ma|i|we|our|my|societe|association|s?a[rs]l|sas|sasu|scop|scic) ")
DONE = re.compile(r" (?:cgu|conditions) (?:\w+ ){0,5}?(?:ok|oui|acceptees|validees|approuvees|accepted|agreed) ")
OTHER_REGISTRY = re.compile(
    r" registre (?:des (?!preuve|trajet|operateur|covoit)|du (?!covoit|rpc|minist)"
    r"|de (?:la )?(?!preuve|covoit|certif|la )|d (?!etat|apres)|national d(?:es|u) "
    r"|foncier |public |medical |electoral |unique )"
    r"| (?:trade|business|land|domain|population|electoral|company) (?:register|registry) "
)
"""The registers of this world are many; ours is the one of carpool proofs."""

IS_IN = re.compile(
    r" (?:est|sont|is|are) (?:bien |deja |already )?(?:inscrit|enregistre|reference|raccorde|registered|listed)\w* "
)
"""A state, not a wish (`l'opérateur est bien inscrit`)."""

OUR_JOURNEYS = re.compile(
    r" (?:nos|our) (?:\w+ ){0,4}?(?:trajets|courses|preuves|journeys|trips|rides|proofs) (?:\w+ ){0,5}?"
    r"(?:declar|enregistr|reconnu|valid|certifi|remont|transmis|record|registered)\w* "
)
"""What an operator wants of the registry, in the passive: `nos trajets doivent être déclarés chez vous`."""

PLURAL = re.compile(r" (?:nous|on|notre|nos|notres|we|our|ours|us) ")


def without_code(text: str) -> str:
    """Return a text without the lines that are code."""
    return "\n".join(line for line in text.splitlines() if not CODE_LINE.search(line[:600]))


def wants_in(sentence: Sentence) -> bool:
    """Tell whether somebody wants in; `un opérateur inscrit` is in already."""
    words = sentence.words()
    if OUR_BODY_IN.search(words):
        return True
    if OUR_JOURNEYS.search(words) and " pas " not in words and " not " not in words:
        return True
    if IS_IN.search(words):
        return False
    operators = {mark.last for mark in sentence.spans("operator_word")}
    return any(mark.first not in operators or mark.last - mark.first > 1 for mark in sentence.spans("join"))


def makes_a_service(sentence: Sentence) -> bool:
    """Tell whether the author, or the author's client, makes, launches or runs a service for others."""
    words = sentence.words()
    return MAKES.search(words) is not None or FOR_A_CLIENT.search(words) is not None


def asks_the_way_in(sentence: Sentence) -> bool:
    """Tell whether somebody wants, or has, to be recognised or connected, or asks what to do for it."""
    words = sentence.words()
    return (WANTS.search(words) or HOW_IN.search(words)) is not None and IS_IN.search(words) is None


def enters_a_body(sentence: Sentence) -> bool:
    """Tell whether a company or an association is to be let in, named as such."""
    return OUR_BODY_IN.search(sentence.words()) is not None


def uses_carpooling(sentence: Sentence) -> bool:
    """Tell whether somebody speaks of sharing a car as one who does."""
    return USES.search(sentence.words()) is not None


def moves_otherwise(sentence: Sentence) -> bool:
    """Tell whether the sentence is about another way of moving than carpooling."""
    return OTHER_MODE.search(sentence.words()) is not None and "covoit" not in sentence.words()


def accepts(sentence: Sentence) -> bool:
    """Tell whether the author, or the author's company, accepts terms of use (`according to the terms` does not)."""
    if not sentence.has("cgu"):
        return False
    words = sentence.words()
    return bool(DONE.search(words) or (ACCEPTS.search(words) and SPEAKS.search(words)))


def names_another_registry(sentence: Sentence) -> bool:
    """Tell whether a register is named that is not ours (`le registre des transporteurs`)."""
    return OTHER_REGISTRY.search(sentence.words()) is not None


def asks_how_for_several(sentence: Sentence) -> bool:
    """Tell whether a `we` asks how to join, in so many words and few others."""
    return sentence.has("how_to_join") and sentence.has("join") and speaks_for_several(sentence)


def speaks_for_several(sentence: Sentence) -> bool:
    """Tell whether the sentence has a `we`."""
    return PLURAL.search(sentence.words()) is not None
