"""The envelope: who writes to whom, in which conversation, and that a machine wrote."""

from collections.abc import Callable
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from greffier.errors import Never
from greffier.letters import Letters
from greffier.letters.envelope import MOST_REFERENCES, clean_id, subject_of
from greffier.letters.samples import NOW
from greffier.model.dossier import Conversation
from greffier.model.letter import Letter, LetterFacts, LetterKind

Render = Callable[..., EmailMessage]


def test_a_letter_comes_from_the_registry_and_goes_to_the_operator(render: Render) -> None:
    mail = render()

    assert mail["From"] == "Registre de preuve de covoiturage <contact@covoiturage.beta.gouv.fr>"
    assert mail["To"] == "camille@trajeo.example"
    assert mail["Message-ID"] == "<m2@registre.example>"
    assert mail["Date"] == "Tue, 24 Nov 2026 08:30:00 +0100"


def test_a_letter_joins_the_operators_conversation(render: Render) -> None:
    mail = render(conversation=Conversation("<c@x.example>", ("a@x.example", "<b@x.example>"), "Adhésion"))

    assert mail["In-Reply-To"] == "<c@x.example>"
    assert mail["References"] == "<a@x.example> <b@x.example> <c@x.example>"


def test_a_letter_without_conversation_begins_one(render: Render) -> None:
    mail = render(conversation=Conversation())

    assert mail["In-Reply-To"] is None
    assert mail["References"] is None
    assert mail["Subject"] == "Votre dossier au Registre de preuve de covoiturage"


@pytest.mark.parametrize(
    "theirs", ["Adhésion", "Re: Adhésion", "RE: re : Adhésion", "TR: Re[2]: Adhésion", "Rép : Adhésion"]
)
def test_the_operators_subject_is_kept_with_one_re(render: Render, theirs: str) -> None:
    mail = render(conversation=Conversation("c@x.example", (), theirs))

    assert mail["Subject"] == "Re: Adhésion"


def test_a_subject_that_is_nothing_but_re_gives_way_to_ours() -> None:
    assert subject_of(Conversation(subject="Re: Re: "), "Votre dossier") == "Votre dossier"


def test_a_word_that_begins_like_re_is_no_re() -> None:
    assert subject_of(Conversation(subject="Rendez-vous : mardi"), "") == "Re: Rendez-vous : mardi"


def test_long_conversations_keep_their_beginning_and_their_end(render: Render) -> None:
    chain = tuple(f"m{number}@x.example" for number in range(200))

    mail = render(conversation=Conversation("last@x.example", chain, "Adhésion"))

    references = mail["References"].split()
    assert len(references) == MOST_REFERENCES
    assert references[0] == "<m0@x.example>"
    assert references[-2:] == ["<m199@x.example>", "<last@x.example>"]


def test_a_message_id_that_could_harm_a_header_is_left_out(render: Render) -> None:
    hostile = ("a@x.example\r\nBcc: all@x.example", "b c@x.example", "é@x.example", "x" * 300, "")

    mail = render(conversation=Conversation("a@x\nBcc: y@z.example", hostile, "Adhésion"))

    assert mail["Bcc"] is None
    assert mail["In-Reply-To"] is None
    assert mail["References"] is None


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 240), min_size=1, max_size=15))
def test_message_ids_survive_whatever_their_length(letters: Letters, lengths: list[int]) -> None:
    """Folding must never encode an id, or no mail program finds the conversation again."""
    chain = tuple(f"{place}{'x' * length}@y" for place, length in enumerate(lengths))
    facts = LetterFacts("Trajeo", "RPC-7K2M9Q")
    letter = Letter("test", LetterKind.HANDOVER, ("a@b.example",), facts, conversation=Conversation(chain[-1], chain))

    raw = letters.render(letter, message_id="m@y", now=NOW)

    head = raw.partition(b"\r\n\r\n")[0]
    assert f"<{chain[-1]}>".encode() in head
    assert b"=?" not in head.partition(b"References:")[2].partition(b"Auto-Submitted")[0]
    assert max(map(len, head.split(b"\r\n"))) <= 998


def test_machines_are_told_that_a_machine_writes(render: Render) -> None:
    answer, initiative = render(answers=True), render(answers=False)

    assert answer["Auto-Submitted"] == "auto-replied"
    assert initiative["Auto-Submitted"] == "auto-generated"
    assert answer["X-Auto-Response-Suppress"] == "All"


def test_the_language_is_declared(render: Render) -> None:
    assert render(language="en")["Content-Language"] == "en"
    assert render(language="de")["Content-Language"] == "fr"


def test_both_parts_are_there_the_text_first(render: Render) -> None:
    mail = render()

    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]


@pytest.mark.parametrize("address", ["a@b.example\r\nBcc: c@d.example", "", "two words@b.example", "a@b@c"])
def test_what_is_no_address_gets_no_letter(render: Render, address: str) -> None:
    with pytest.raises(Never, match="no address") as refused:
        render(to=(address,))

    assert "b.example" not in str(refused.value)


def test_a_letter_to_nobody_is_refused(render: Render) -> None:
    with pytest.raises(Never, match="no recipient"):
        render(to=())


@given(st.text())
def test_a_hostile_subject_stays_a_subject(theirs: str) -> None:
    subject = subject_of(Conversation(subject=theirs), "Votre dossier")

    assert not any(sign in subject for sign in "\r\n\0")
    assert len(subject) <= 204


@pytest.mark.parametrize("message_id", ["a@b", "<a@b>", " <a@b> "])
def test_brackets_around_a_message_id_do_not_matter(message_id: str) -> None:
    assert clean_id(message_id) == "a@b"
