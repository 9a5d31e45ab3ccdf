"""What an author says of the CGU. A wrong acceptance is the worst error there is."""

import time
from pathlib import Path

import pytest

from greffier.model.mail import Mail, Terms
from greffier.reading.reply import Reply
from greffier.reading.terms import TermsSaid, read_terms
from reading.meaning import ASKED, WORDINGS, words, written

SENTENCES = Path(__file__).with_name("sentences")


def lines(name: str) -> list[str]:
    """Return the mails of a file of tests, one a line, their own line breaks written `\\n`."""
    return [line.replace("\\n", "\n") for line in SENTENCES.joinpath(name).read_text("utf-8").splitlines()]


ACCEPTED = lines("accepted.txt")

NOT_ACCEPTED = lines("not_accepted.txt")

CORES = [
    "Nous acceptons les CGU",
    "J'accepte les conditions générales d'utilisation",
    "La société Trajeco accepte les CGU du registre",
    "Je vous confirme notre accord sur les CGU",
    "Les CGU sont acceptées",
    "OK pour les CGU",
    "Je confirme que nous acceptons les CGU",
    "J'ai lu les CGU et je les accepte",
    "Nous adhérons aux CGU du registre de preuve de covoiturage",
    "Par la présente, nous acceptons vos CGU",
]

TAKES_BACK_AFTER = [
    ", sous réserve de relecture",
    ", à condition d'avoir un délai",
    ", sauf le point 4",
    " hors annexe 2",
    ", à l'exclusion de l'annexe 3",
    ", si notre CA est d'accord",
    " dès que notre CA aura voté",
    ", une fois l'avenant signé",
    ", mais pas l'article 3",
    ", mais notre avocat doit vérifier",
    ", mais nous aimerions revoir la clause 7",
    ", toutefois l'article 5 nous gêne",
    ", à titre expérimental",
    " pour six mois",
    " pendant la phase de test",
    " jusqu'en juin",
    ", en attendant mieux",
    ", sous condition suspensive",
    ", moyennant une modification de l'article 2",
    ", enfin je crois",
    ", a priori",
    ", en principe",
    ", normalement",
    ", sans doute",
    " au plus tôt lundi",
    " lundi prochain",
    " la semaine prochaine",
    " demain",
    ", pour autant que le prix reste nul",
    ", à supposer que mon associé suive",
    ", avec une réserve sur l'article 9",
    ", avec réserve",
    ", avec quelques réserves",
    ", exception faite de l'article 12",
    ", excepté la clause pénale",
    " dans la limite de nos moyens",
    ", quoique l'article 3 nous chagrine",
    ", bien que le préavis soit trop court",
    ", faute de mieux",
    " uniquement pour la région Bretagne",
    ", seulement pour le service solidaire",
    ", non",
    ", ou plutôt non",
    ", je plaisante",
    ", ironiquement parlant",
    " ?",
    ", n'est-ce pas ?",
    ", c'est ça ?",
    " telles que nous les avons annotées",
    " modifiées par nos soins",
    ", moins l'article 8",
    " sur le principe",
    ", à quelques détails près",
    ", aux modifications près",
    ", le reste à négocier",
    ", à valider par mon directeur",
    ", sous l'autorité de notre président qui doit signer",
    ", en attente de signature",
    ", reste à signer",
    ", à confirmer",
    ", à voir",
    ", d'ici vendredi",
    " d'ici la fin du mois",
    " après notre AG",
    " quand nous aurons le temps",
    ", quand vous aurez supprimé l'article 4",
    ", tant que la loi ne change pas",
    ", au cas où",
    ", peut-être",
    " avec les changements demandés",
    ", comme le dit mon directeur",
    ", selon mon directeur",
    ", d'après mon associé",
    " si et seulement si l'article 3 disparaît",
    ", à moins que vous ne refusiez",
    " contre un délai supplémentaire",
    " en contrepartie d'un délai",
    " (sauf erreur de ma part)",
    " (à confirmer)",
    " (sous réserve)",
    " (hors article 6)",
    " (mais pas l'annexe)",
    " - sauf l'article 2",
    " - sous réserve de l'accord du bureau",
    " / à confirmer",
    " pour le moment",
    ", quitte à revenir dessus",
    ", du moins pour l'instant",
    ", étant entendu que l'article 3 ne s'applique pas à nous",
    ", l'article 3 excepté",
    ", pour peu que vous acceptiez les nôtres",
    ", à charge pour vous de modifier le préavis",
    ", étant précisé que nous n'appliquerons pas l'annexe 2",
    ", à l'exclusion de toute responsabilité de notre part",
    ", dans l'attente d'une version révisée",
    ", dans leur version amendée",
    ", mais avec nos propres conditions",
    ", mais à nos conditions",
    ", pourvu qu'elles restent inchangées",
    ", à ceci près que nous gardons nos données",
    " au moins jusqu'à la fin du pilote",
    " pendant la durée de la convention",
    ", le temps de trouver mieux",
    ", en théorie",
    ", sur le papier",
    ", officieusement",
    ", verbalement seulement",
    ", sans que cela nous engage",
    ", sans engagement de notre part",
    ", sans valeur contractuelle",
    ", par principe mais pas en droit",
    ", en tout cas moi",
    ", moi personnellement",
    ", à mon niveau",
    ", de mon point de vue technique",
    ", si je comprends bien",
    ", si c'est bien ça que vous demandez",
    ", sauf si ma direction dit non",
    ", ce que ma direction doit confirmer",
    ", que notre président signera bientôt",
    ", que nous signerons lundi",
    ", que nous n'avons pas encore lues",
    ", sans les avoir lues",
    ", dont nous contestons l'article 4",
    ", dont l'article 4 reste à discuter",
    ", dont nous demandons la révision",
    ", et demandons la suppression de l'article 4",
    ", et souhaitons renégocier l'article 4",
    ", et vous demandons de modifier l'annexe 2",
    " et attendons l'aval de la préfecture",
    " et soumettrons la décision au conseil",
    " puis nous verrons",
    ", ensuite on avisera",
    ", on verra bien",
    ", hein ?",
    ", ok ?",
    " 😉 ou pas",
    ", blague à part non",
    ", ou presque",
    ", ou peu s'en faut",
    ", à 95 %",
    ", en grande partie",
    ", pour l'essentiel",
    ", dans les grandes lignes",
    ", globalement",
    ", dans la mesure du possible",
    " subject to contract",
    " if you amend clause 3",
    " unless our board objects",
    " pending approval",
    " in principle",
    " for now",
    " except annex 2",
    " but not clause 5",
    " once signed by our CEO",
    " with the changes below",
    " - to be confirmed",
    " as long as it is free",
]

TAKES_BACK_BEFORE = [
    "Sous réserve de relecture, ",
    "Si l'article 3 est retiré, ",
    "Dès que possible ou presque, ",
    "Une fois le CA passé, ",
    "Après validation de notre avocat, ",
    "Il se peut que ",
    "Je ne crois pas que ",
    "Je doute que ",
    "Pensez-vous que ",
    "Est-ce que ",
    "Faut-il écrire que ",
    "Mon directeur dit que ",
    "On m'a dit que ",
    "Il paraît que ",
    "Notre avocat pense que ",
    "Je voudrais savoir si ",
    "Supposons que ",
    "Imaginons : ",
    "A titre d'exemple : ",
    "Exemple de phrase : ",
    "Vous voulez que j'écrive : ",
    "Votre modèle : ",
    "Sans doute que ",
    "Peut-être que ",
    "Demain, ",
    "La semaine prochaine, ",
    "À partir du 1er juin, ",
    "Dès le 1er juin, ",
    "À condition que mon associé signe, ",
    "En attendant la réponse du conseil, ",
    "Pour six mois seulement, ",
    "À titre provisoire, ",
    "Normalement ",
    "En principe, ",
    "Si tout va bien ",
    "Ce n'est pas que ",
    "Personne ne dit que ",
    "Il est faux que ",
    "Il est hors de question que ",
    "Ne croyez pas que ",
    "Je regrette mais je ne peux pas écrire que ",
    "Quand le logo sera prêt, ",
    "Lorsque nous aurons signé, ",
    "Mon collègue écrira que ",
    "J'espère que ",
    "J'aimerais pouvoir dire que ",
    "Au nom de ma cliente, ",
    "Pour le compte de mon client, ",
    "Sauf avis contraire, ",
    "Sauf l'article 4, ",
    "À l'exception de l'annexe, ",
    "Hormis la clause 3, ",
    "Provisoirement, ",
    "Le moment venu, ",
    "Bientôt, ",
]

TAKES_BACK_IN_A_SENTENCE = [
    "Sous réserve de l'accord de notre avocat.",
    "Sauf l'article 4.",
    "À l'exception de la clause d'audit.",
    "À condition que le préavis passe à trois mois.",
    "Toutefois l'article 3 devra être revu.",
    "Mais notre avocat doit encore les lire.",
    "Cependant nous souhaitons négocier la clause 7.",
    "Cela reste à confirmer.",
    "Cela ne vaut que pour six mois.",
    "Cette acceptation est provisoire.",
    "Cette acceptation ne prendra effet qu'en juin.",
    "Notre accord est conditionné à la suppression de l'annexe 2.",
    "Ceci sous réserve de validation par le siège.",
    "Nous émettons une réserve sur le point 6.",
    "Nous avons une réserve.",
    "Une réserve cependant : la durée.",
    "Nous refusons en revanche l'article 12.",
    "En fait non.",
    "Finalement nous refusons.",
    "Je me suis trompé, ne tenez pas compte de ce qui précède.",
    "Attendez notre feu vert.",
    "Merci d'attendre notre confirmation.",
    "Je dois encore demander l'accord de mon associé.",
    "Mon associé doit encore donner son accord.",
    "Il manque l'accord du bureau.",
    "Notre président n'a pas encore signé.",
    "La signature du président interviendra lundi.",
    "L'article 9 est à supprimer.",
    "Supprimez l'article 9.",
    "Nous demandons la modification de l'article 9.",
    "Nous n'acceptons pas la clause 9.",
    "Je ne suis pas habilité à engager la société.",
    "Je n'ai pas le pouvoir d'engager la société.",
    "Ce mail n'engage que moi.",
    "Ceci n'engage pas l'association.",
    "Je ne parle pas au nom de la société.",
    "Je rigole.",
    "Je blague.",
    "Poisson d'avril !",
    "C'était ironique.",
    "Ou plutôt, nous les accepterons après le vote.",
    "Nous vous enverrons l'acceptation définitive plus tard.",
    "Notre acceptation officielle suivra.",
    "Hors annexe 2.",
    "Excepté l'annexe.",
    "Uniquement pour la préproduction.",
    "Seulement à titre d'essai.",
    "Pour trois mois.",
    "Jusqu'en juin.",
    "Si vous retirez l'article 3.",
    "Si notre CA est d'accord.",
    "Dès que notre CA aura voté.",
    "Quand le CA aura voté.",
    "PS : sauf l'article 4.",
    "NB : l'annexe 3 est exclue.",
    "Par contre pas la partie sur les audits.",
    "Pas l'article 5.",
    "Pas tout de suite cependant.",
    "Nous contestons cependant la compétence du tribunal de Paris.",
    "Le point 4 est inacceptable.",
    "Nous nous réservons le droit de revenir dessus.",
    "Nous nous réservons la possibilité de les refuser.",
    "Nous restons réservés sur l'annexe.",
    "À valider par notre juriste.",
    "Validation juridique en cours.",
    "Notre service juridique doit valider.",
    "C'est en cours de validation chez nous.",
    "Il faut que j'en parle à mon patron.",
    "Je vous confirme ça demain.",
    "Confirmation à suivre.",
    "L'annexe 2 ne nous concerne pas et nous l'excluons.",
    "Nous souhaitons cependant en reparler avec vous.",
    "Nous aimerions néanmoins modifier un point.",
    "Un bémol : la durée du préavis.",
    "Il reste un point à régler : l'audit.",
    "Reste le problème de la clause d'audit.",
    "Seule la clause d'audit nous arrête.",
    "Nous ne pourrons en revanche pas respecter l'annexe 3.",
    "Nous n'appliquerons pas l'article 5.",
    "L'article 5 ne nous est pas applicable.",
    "Le tribunal compétent devra être celui de Rennes.",
    "Notre décision définitive sera prise le 12.",
    "La décision finale appartient au conseil.",
    "Le conseil tranchera.",
    "C'est à notre président de décider.",
    "Je vous donnerai une réponse ferme la semaine prochaine.",
    "Réponse définitive lundi.",
    "Ceci est une réponse provisoire.",
    "Ce n'est pas définitif.",
    "Rien n'est encore signé.",
    "Il nous faut encore une signature.",
    "Nous devons encore les faire valider.",
    "Nous les ferons relire par un avocat.",
    "Notre juriste va les relire.",
    "Elles sont encore entre les mains de notre juriste.",
    "La direction n'a pas encore tranché.",
    "Mon chef n'est pas au courant.",
    "Mon président n'est pas d'accord.",
    "Notre présidente s'y oppose.",
    "Le bureau est contre.",
    "Le bureau votera mardi.",
    "En cas de désaccord du bureau, nous nous retirerons.",
    "Nous pourrons revenir sur cette décision.",
    "Nous nous gardons le droit de changer d'avis.",
    "Notre acceptation vaut jusqu'au 31 décembre.",
    "Notre accord vaut uniquement pour la phase pilote.",
    "Uniquement pour l'association, pas pour la SARL.",
    "Pas pour la filiale.",
    "Enfin, je crois.",
    "Enfin, pour ma part.",
    "Sauf opposition de mon associé.",
    "Sous toutes réserves.",
    "Sous les réserves d'usage.",
    "Avec des réserves.",
    "Nous avons toutefois des remarques, en pièce jointe.",
    "Vous trouverez nos réserves en pièce jointe.",
    "Voir nos commentaires sur l'article 3.",
    "Voir nos amendements ci-joints.",
    "Nous vous renvoyons une version modifiée.",
    "Ci-joint les CGU annotées.",
    "Nous avons barré l'article 3.",
    "We would like to change clause 3.",
    "However, we cannot accept clause 3.",
    "Our board still has to approve.",
    "This is subject to approval by our board.",
    "This is not final.",
    "Our lawyer will review them.",
    "Except for annex 2.",
    "Only for the pilot.",
    "Please wait for our confirmation.",
    "I am not authorised to sign.",
    "Just kidding.",
    "But not the liability clause.",
    "Provided that clause 3 is removed.",
    "Il faudra cependant supprimer l'annexe.",
    "À une condition : la gratuité.",
    "Condition : pas d'audit.",
    "Nous exigeons le retrait de la clause 3.",
    "Ignorez mon mail d'hier.",
    "Erreur de ma part, je retire ce que je viens d'écrire.",
    "Rectification : nous les refusons.",
    "Au final c'est non.",
    "Après réflexion non.",
    "Euh non en fait.",
    "Mon associé les refuse.",
]

LEAVES_WHOLE_AFTER = [
    "",
    " et vous remercions",
    ", merci pour votre aide",
    " et vous transmets le RIB",
    " et joins notre Kbis",
    ", le Kbis est joint",
    ", vous pouvez poursuivre",
    " sans réserve",
    " dans leur intégralité",
    ", comme demandé",
    ", comme convenu",
    " au nom de Trajeco",
    ", par la présente",
    ", bien entendu",
    " et restons à votre disposition",
    " et nous engageons à les respecter",
    ", que nous avons lues attentivement",
    ", dont nous avons pris connaissance",
    " ce jour",
    " à ce jour",
    ". Cordialement",
    " !",
    " :-)",
    ", vous trouverez le dossier technique ci-joint",
    " et attendons vos identifiants",
    ", notre logo suivra la semaine prochaine",
    ", le RIB arrive demain",
    " et vous enverrai le logo dès que notre graphiste l'aura terminé",
    " (lues ce matin)",
    ", en pièce jointe le RIB",
]

LEAVES_WHOLE_BEFORE = [
    "",
    "Bonjour, ",
    "Après lecture, ",
    "Comme demandé, ",
    "Suite à votre message, ",
    "Merci pour votre retour, ",
    "En réponse à votre mail, ",
    "Oui, ",
    "Bien sûr, ",
    "Voilà : ",
    "Pas de souci, ",
    "Désolé pour le retard, ",
    "C'est bon, ",
    "Tout est clair : ",
    "Comme convenu au téléphone, ",
    "En réponse à votre relance : ",
]

LEAVES_WHOLE_IN_A_SENTENCE = [
    "Cordialement",
    "Merci d'avance.",
    "Le RIB suivra jeudi.",
    "Vous trouverez le Kbis ci-joint.",
    "Je vous envoie le logo demain.",
    "Le dossier technique est en cours de rédaction.",
    "Notre graphiste termine le logo.",
    "J'attends le retour de ma banque pour le RIB.",
    "Pouvez-vous nous ouvrir un accès ?",
    "Quand pourrons-nous tester l'API ?",
    "Quelles sont les prochaines étapes ?",
    "N'hésitez pas à m'appeler si besoin.",
    "Je reste à votre disposition pour tout renseignement.",
    "Nous sommes impatients de commencer.",
    "Notre DPO est Paul Durand, paul@trajeco.example.",
    "Le responsable technique est Jean Petit, jean@trajeco.example, 06 12 34 56 78.",
    "Je serai absent la semaine prochaine.",
    "Nous avons pris du retard, désolé.",
    "Bonne journée à vous.",
    "Dans l'attente de votre retour, bien cordialement.",
    "Nous comptons lancer le service en septembre.",
    "Le Kbis n'est pas encore disponible, nous l'attendons du greffe.",
    "Nous n'avons pas de Kbis car nous sommes une association.",
    "Par ailleurs, je vous signale notre nouvelle adresse.",
    "Notre comptable vous transmettra le RIB.",
    "Si vous avez besoin d'autre chose, dites-le moi.",
    "Mon collègue Paul prendra la suite du dossier.",
    "Nous restons dans l'attente de vos identifiants.",
    "Les pièces suivront dans un second mail.",
    "Ma collègue vous transmettra les documents dès son retour.",
    "Merci de nous indiquer la suite.",
    "Je n'ai pas trouvé le modèle de dossier technique sur votre site.",
    "Je vous rappelle pour le reste.",
]


def said(text: str, quoted: str = ASKED, mail: Mail | None = None, *, signed: bool = False) -> TermsSaid:
    return read_terms(mail or written(), words(text, quoted), WORDINGS, signed)


def lowered(core: str) -> str:
    return core if core.startswith("OK") else core[0].lower() + core[1:]


@pytest.mark.parametrize("text", ACCEPTED)
def test_a_plain_acceptance_is_accepted_whatever_its_form(text: str) -> None:
    assert said(text).value is Terms.ACCEPTED


@pytest.mark.parametrize("text", NOT_ACCEPTED)
def test_what_only_looks_like_an_acceptance_is_none(text: str) -> None:
    assert said(text).value is not Terms.ACCEPTED


@pytest.mark.parametrize("doubt", TAKES_BACK_AFTER)
def test_a_doubt_that_follows_in_the_sentence_takes_the_acceptance_back(doubt: str) -> None:
    wrong = [core for core in CORES if said(f"{core}{doubt}.").value is Terms.ACCEPTED]

    assert wrong == []


@pytest.mark.parametrize("doubt", TAKES_BACK_BEFORE)
def test_a_doubt_that_leads_up_to_it_takes_the_acceptance_back(doubt: str) -> None:
    wrong = [core for core in CORES if said(f"{doubt}{lowered(core)}.").value is Terms.ACCEPTED]

    assert wrong == []


@pytest.mark.parametrize("sentence", TAKES_BACK_IN_A_SENTENCE)
def test_a_later_sentence_takes_the_acceptance_back(sentence: str) -> None:
    wrong = [core for core in CORES if said(f"{core}. {sentence}").value is Terms.ACCEPTED]

    assert wrong == []


@pytest.mark.parametrize("rest", LEAVES_WHOLE_AFTER)
def test_courtesy_and_other_items_leave_the_acceptance_whole(rest: str) -> None:
    missed = [core for core in CORES if said(f"{core}{rest}.").value is not Terms.ACCEPTED]

    assert missed == []


@pytest.mark.parametrize("before", LEAVES_WHOLE_BEFORE)
def test_an_opening_leaves_the_acceptance_whole(before: str) -> None:
    missed = [core for core in CORES if said(f"{before}{lowered(core)}.").value is not Terms.ACCEPTED]

    assert missed == []


@pytest.mark.parametrize("sentence", LEAVES_WHOLE_IN_A_SENTENCE)
def test_a_later_sentence_about_something_else_leaves_the_acceptance_whole(sentence: str) -> None:
    missed = [core for core in CORES if said(f"{core}.\n{sentence}").value is not Terms.ACCEPTED]

    assert missed == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nous n'acceptons pas les CGU.", Terms.REFUSED),
        ("on accepte pas les cgu", Terms.REFUSED),
        ("Nous retirons notre acceptation des CGU.", Terms.REFUSED),
        ("Nous acceptons les CGU sous réserve de relecture.", Terms.RESERVED),
        ("Nous accepterons les CGU lundi.", Terms.RESERVED),
        ("We accept the CGU, subject to review.", Terms.RESERVED),
        ("Mon collègue devrait pouvoir accepter les CGU.", Terms.UNCLEAR),
        ("OK pour nous.", Terms.UNCLEAR),
        ("Où trouve-t-on les CGU à accepter ?", Terms.ABSENT),
        ("Voici notre RIB.", Terms.ABSENT),
        ("Nous ne pourrons accepter les CGU qu'après validation de notre assureur.", Terms.RESERVED),
        ("Les CGU seront signées par notre présidente mardi.", Terms.RESERVED),
        ("Je ne suis pas habilité à accepter les CGU.", Terms.UNCLEAR),
        ("We don't have any objection to the terms of use.", Terms.UNCLEAR),
        ("We can't accept the terms as they stand.", Terms.REFUSED),
        ("Nous refusons de signer ces conditions.", Terms.REFUSED),
    ],
)
def test_each_way_of_not_accepting_has_its_name(text: str, value: Terms) -> None:
    assert said(text).value is value


def test_a_short_yes_counts_only_below_a_request_for_acceptance() -> None:
    about_the_logo = "Acceptez-vous que votre logo figure sur notre site ?"

    assert said("Oui, nous acceptons.").value is Terms.ACCEPTED
    assert said("Oui, nous acceptons.", about_the_logo).value is Terms.UNCLEAR
    assert said("J'accepte.", "", written("(sans objet)", thread=())).value is Terms.UNCLEAR


def test_a_subject_that_names_the_acceptance_is_a_request() -> None:
    mail = written("Acceptation des CGU du Registre de preuve de covoiturage", thread=())

    assert said("Oui, j'accepte.", "", mail).value is Terms.ACCEPTED


def test_a_quoted_acceptance_is_nobodys() -> None:
    found = said("Merci, bien reçu.", "Répondez « J'accepte les CGU du Registre » à ce message.")

    assert found.value is Terms.ABSENT


def test_an_answer_between_the_lines_answers_the_line_above() -> None:
    reply = Reply("Oui", answered=(("Merci de nous indiquer votre acceptation des CGU.", "Oui"),))

    assert read_terms(written(), reply, WORDINGS, signed=False).value is Terms.ACCEPTED


def test_a_signed_document_accepts_unless_the_words_hold_back() -> None:
    assert said("Ci-joint le document.", signed=True) == TermsSaid(Terms.ACCEPTED, None, "signed-document")
    assert said("Nous acceptons les CGU sauf l'article 4.", signed=True).value is Terms.RESERVED


def test_a_doubtful_cut_never_binds() -> None:
    reply = Reply("Nous acceptons les CGU.", doubtful=True)

    assert read_terms(written(), reply, WORDINGS, signed=False).value is Terms.UNCLEAR


def test_a_postscript_below_the_signature_takes_the_acceptance_back() -> None:
    reply = words("Nous acceptons les CGU.", signature="Claire Martin\nPS : sauf l'article 6")

    assert read_terms(written(), reply, WORDINGS, signed=False).value is Terms.UNCLEAR


def test_the_evidence_is_the_sentence_as_written() -> None:
    assert said("Bonjour,\nJ'accepte les CGU !\nMerci").words == "J'accepte les CGU !"


@pytest.mark.parametrize(
    "piece", ["nous acceptons les CGU ", "que ", "« ", ", ", "dpo@a.", "https://", "(", "sauf si "]
)
def test_a_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    begun = time.process_time()

    said(piece * (40_000 // len(piece)))

    assert time.process_time() - begun < 3
