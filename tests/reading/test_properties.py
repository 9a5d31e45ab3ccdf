"""What holds for any mail whatever."""

import re
import tomllib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from greffier.model.mail import Terms
from greffier.model.rules import Registry, Wordings
from greffier.reading.message import open_mail
from greffier.reading.origin import origin_of
from greffier.reading.read import read
from greffier.reading.reply import own_words
from greffier.shipped import shipped
from reading.mails import mail, quoted, raw

WORDINGS = Wordings.model_validate(tomllib.loads((shipped("rules") / "wordings.toml").read_text("utf-8")))
REGISTRY = Registry()
AT_EASE = settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])

HEADERS = st.sampled_from(
    [
        b"From: a@b.example",
        b"From: =?utf-8?Q?J=C3=A9r",
        b"Subject: \xe9\xff",
        b"Date: yesterday",
        b"Message-ID: <[x]>",
        b"To: ,,;",
        b"Content-Type: multipart/mixed; boundary=B",
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=B",
        b"Content-Type: text/html; charset=x-unknown",
        b"Content-Type: message/rfc822",
        b"Content-Type: multipart/alternative",
        b"Content-Type: application/pkcs7-mime",
        b"Content-Type: text/plain; charset=punycode",
        b"Content-Transfer-Encoding: base64",
        b"Content-Transfer-Encoding: quoted-printable",
        b"Content-Disposition: attachment; filename*=utf-8''%E9",
        b" folded",
        b"nonsense",
        b"",
    ]
)
BODIES = st.sampled_from(
    [
        b"--B",
        b"--B--",
        b"Content-Type: message/delivery-status",
        b"Action: failed",
        b"<div><blockquote>J'accepte",
        b"</div>",
        b"> J'accepte les CGU",
        b"Le 3 mars 2026, X a \xe9crit :",
        b"De : X",
        b"Envoy\xc3\xa9 : hier",
        b"-- ",
        b"Cordialement,",
        b"eNotBase64==",
        b"=E9=3D=",
        b"",
        b"\0\x1b[31m",
    ]
)
BROKEN_MAILS = st.lists(st.one_of(HEADERS, BODIES, st.binary(max_size=40)), max_size=25).map(b"\r\n".join)
LINES = st.sampled_from(
    [
        "J'accepte.",
        "Bonjour,",
        "",
        "> Acceptez-vous ?",
        ">> oui",
        "Cordialement,",
        "Paul Lemaire",
        "-- ",
        "De : X <x@y.example>",
        "Envoyé : lundi 2 mars 2026",
        "À : Z",
        "Objet : CGU",
        "Le 3 mars 2026 à 10:00, X <x@y.example> a écrit :",
        "Envoyé de mon iPhone",
        "P.S. : et le RIB ?",
        "________________",
        "Ce message et toutes les pièces jointes sont confidentiels.",
    ]
)
TEXTS = st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=25).map("\n".join)


@AT_EASE
@given(BROKEN_MAILS)
def test_no_bytes_whatever_make_opening_raise(source):
    opened = open_mail(source)

    origin_of(opened, REGISTRY)


@AT_EASE
@given(st.one_of(BROKEN_MAILS, st.binary(max_size=400)))
def test_a_mail_read_twice_is_read_the_same(source):
    once, again = read(source, WORDINGS, REGISTRY), read(source, WORDINGS, REGISTRY)

    assert once == again


@AT_EASE
@given(TEXTS)
def test_trimming_never_invents_words(text):
    reply = own_words(mail(text))

    left = re.findall(r"\w+", text)
    for word in re.findall(r"\w+", reply.text):
        assert word in left
        left.remove(word)


@AT_EASE
@given(TEXTS)
def test_every_word_ends_in_some_layer(text):
    reply = own_words(mail(text))

    layers = "\n".join((reply.text, reply.quoted, reply.signature, reply.boilerplate))
    assert sorted(re.findall(r"\w+", layers)) == sorted(re.findall(r"\w+", own_words_of_all(text)))


def own_words_of_all(text: str) -> str:
    """Return what there is to read of a text: quote marks and invisible characters are none."""
    from greffier.reading.lines import plain_lines  # noqa: PLC0415

    return "\n".join(line.text for line in plain_lines(text))


OPENINGS = st.sampled_from(
    [
        "Bonjour,",
        "Avez-vous reçu mon message ?",
        "Merci de votre patience.",
        "Je transmets à mon service.",
        "Voici le RIB.",
    ]
)
HISTORIES = st.sampled_from(
    [
        "Le 16 juin 2026 à 10:41, Paul Lemaire <paul@operateur.example> a écrit :\n{marked}",
        "Le 16 juin 2026 à 10:41, Paul Lemaire <paul@operateur.example> a écrit :\n\n{bare}",
        "De : Paul Lemaire <paul@operateur.example>\nEnvoyé : mardi 16 juin 2026 10:41\nÀ : Zoé\nObjet : CGU\n\n{bare}",
        "-----Message d'origine-----\nDe : Paul Lemaire\nEnvoyé : mardi 16 juin 2026 10:41\nÀ : Zoé\nObjet : "
        "CGU\n\n{bare}",
        "---------- Forwarded message ---------\nFrom: Paul Lemaire\nDate: mar. 16 juin 2026\nSubject: CGU\n\n{bare}",
        "De : Paul Lemaire\nÀ : Zoé\nObjet : CGU\n\n{bare}",
        "{marked}",
    ]
)
ACCEPTANCES = st.sampled_from(
    [
        "J'accepte les CGU.",
        "Nous acceptons les conditions générales d'utilisation.",
        "We accept the Terms of Use.",
        "Oui.",
    ]
)


@AT_EASE
@given(OPENINGS, HISTORIES, ACCEPTANCES)
def test_a_quoted_acceptance_never_becomes_an_acceptance(opening, history, acceptance):
    body = f"{opening}\n\nPaul\n\n{history.format(marked=quoted(acceptance), bare=acceptance)}"

    reading, _ = read(raw(body), WORDINGS, REGISTRY)

    assert reading.terms is not Terms.ACCEPTED
    assert acceptance not in reading.reply_text
