"""What the tests of meaning share: the real wordings, and a mail with the author's own words already told apart."""

import tomllib
from pathlib import Path

from greffier.model.mail import Mail
from greffier.model.rules import Wordings
from greffier.reading.reply import Reply

WORDINGS = Wordings.model_validate(
    tomllib.loads((Path(__file__).parents[2] / "rules" / "wordings.toml").read_text("utf-8"))
)
ASKED = """Merci de nous indiquer par retour de mail votre acceptation de ces CGU.

Nous vous invitons également à nous communiquer :
- un RIB ;
- votre logo."""
SIGNATURE = "Claire Martin\nDirectrice\nTrajeco SAS\n01 99 00 64 12"


def written(
    subject: str = "Re: Votre demande d'accès au Registre de preuve de covoiturage",
    sender: str = "c.martin@trajeco.example",
    thread: tuple[str, ...] = ("a@covoiturage.beta.gouv.fr",),
    name: str = "Claire Martin",
) -> Mail:
    """Return a mail of which only the header matters."""
    return Mail("b", subject, sender, name, (), None, thread, (), "", "")


def words(text: str, quoted: str = ASKED, signature: str = SIGNATURE) -> Reply:
    """Return the author's own words, our request quoted below."""
    return Reply(text=text, quoted=quoted, signature=signature)
