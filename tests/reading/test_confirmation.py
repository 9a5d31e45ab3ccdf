"""Which environments the author says to have signed in to."""

import pytest

from greffier.model.mail import Environment
from greffier.reading.confirmation import read_confirmations
from reading.meaning import WORDINGS

PRE, PROD = Environment.PREPRODUCTION, Environment.PRODUCTION
SAID = [
    ("La préproduction fonctionne.", (PRE,)),
    ("Connexion OK en production.", (PROD,)),
    ("Nous sommes bien connectés sur la pré-production, merci !", (PRE,)),
    ("We are in on staging.", (PRE,)),
    ("Les deux environnements fonctionnent.", (PRE, PROD)),
    ("La préprod et la prod fonctionnent.", (PRE, PROD)),
    ("La préproduction fonctionne mais pas la production.", (PRE,)),
    ("Préprod OK", (PRE,)),
    ("Je me connecte sans problème : production ok.", ()),
]
NOT_SAID = [
    "La préproduction fonctionne ?",
    "La préproduction ne fonctionne pas.",
    "Dès que la préproduction fonctionne, nous passons en production.",
    "Quand la production fonctionnera, nous vous le dirons.",
    "Est-ce que la production fonctionne",
    "Pouvez-vous vérifier que la production fonctionne.",
    "Nous devrions être connectés en production lundi.",
    "Erreur 401 sur la préproduction.",
    "La mise en production est ok.",
    "Si la préprod fonctionne, tant mieux.",
    "Voici notre Kbis, ok ?",
]


@pytest.mark.parametrize(("text", "expected"), [case for case in SAID if case[1]])
def test_an_environment_that_works_is_confirmed(text: str, expected: tuple[Environment, ...]) -> None:
    assert read_confirmations(text, WORDINGS) == expected


@pytest.mark.parametrize("text", NOT_SAID)
def test_a_question_a_denial_a_condition_or_a_future_confirms_nothing(text: str) -> None:
    assert read_confirmations(text, WORDINGS) == ()
