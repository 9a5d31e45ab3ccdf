"""The language of a few words, and web addresses that hold a document."""

import pytest

from greffier.reading.language import language_of
from greffier.reading.links import document_links


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("J'accepte.", "fr"),
        ("ok pour les cgu c bon", "fr"),
        ("MERCI DE VOTRE RETOUR", "fr"),
        ("We accept.", "en"),
        ("Please find attached our bank details.", "en"),
        ("Wir akzeptieren die Bedingungen.", "de"),
        ("Aceptamos las condiciones de uso, un saludo.", "es"),
        ("Accettiamo le condizioni, grazie e cordiali saluti", "it"),
        ("Wij gaan akkoord met de voorwaarden", "nl"),
        ("Обращаемся к вам", "ru"),
        ("👍", None),
        ("Séverin Agostinelli", None),
        ("", None),
    ],
)
def test_a_few_words_tell_their_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "link",
    [
        "https://we.tl/t-Qx7LmD2kPa",
        "https://drive.google.com/file/d/1aB0/view?usp=sharing",
        "https://fichiers.operateur.example/s/rT8kZp2w",
        "https://operateur.example/docs/kbis.pdf",
        "https://francetransfert.numerique.gouv.fr/download?x=1",
    ],
)
def test_an_address_that_holds_a_document_is_found_without_its_punctuation(link: str) -> None:
    assert document_links(f"Tout est là : {link}. Merci", (), "covoiturage.beta.gouv.fr") == (link,)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.operateur.example",
        "https://covoiturage.beta.gouv.fr/s/guide.pdf",
        "https://[broken/s/x",
        "https://linkedin.com/in/x",
    ],
)
def test_other_addresses_hold_none(link: str) -> None:
    assert document_links(link, (link,), "covoiturage.beta.gouv.fr") == ()
