"""Of every letter it is known whether it left, certainly did not, or may have."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from email import message_from_bytes

import pytest
from pydantic import SecretStr

from greffier.errors import Later, Never, SignInRefused, Uncertain
from greffier.sending import Refused, Transport, check, transport
from greffier.settings import Smtp
from scripted import CUT, HANG, Script, scripted
from servers import Servers

OURS = "contact@registre.test"
LETTER = b"Subject: bonjour\r\nMessage-ID: <1@registre.test>\r\n\r\nBonjour,\r\n.\r\n..\r\nfin\r\n"


def to_script(script: Script, **changes: object) -> Transport:
    return Transport(Smtp(host="127.0.0.1", port=script.port, security="plain", timeout_seconds=2, **changes))  # type: ignore[arg-type]


def run(story: Callable[[], Coroutine[None, None, None]]) -> None:
    asyncio.run(story())


@pytest.mark.servers
def test_a_letter_arrives_byte_for_byte(servers: Servers):
    address = servers.address("helene")

    async def story() -> None:
        async with Transport(servers.smtp_settings()) as sending:
            assert (await sending.send(LETTER, OURS, [address])).startswith("250 ")

    run(story)
    arrived = servers.wait_for_mails(address)[0]
    assert arrived.endswith(LETTER)
    assert message_from_bytes(arrived)["Return-Path"] == f"<{OURS}>"


@pytest.mark.servers
@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_letters_share_one_encrypted_connection(servers: Servers, security: str):
    assert servers.postfix
    address = servers.address("helene")
    port = servers.postfix.submissions if security == "tls" else servers.postfix.submission

    async def story() -> None:
        async with Transport(servers.smtp_settings(security=security, port=port)) as sending:
            for _ in range(3):
                await sending.send(LETTER, OURS, [address])

    run(story)
    hops = [message_from_bytes(raw).get_all("Received", []) for raw in servers.wait_for_mails(address, 3)]
    assert all("ESMTPSA" in hop[1] for hop in hops)


@pytest.mark.servers
def test_a_refused_recipient_is_named_and_the_connection_lives_on(servers: Servers):
    address = servers.address("helene")

    async def story() -> None:
        async with Transport(servers.smtp_settings()) as sending:
            with pytest.raises(Refused, match=r"550 5\.1\.1") as caught:
                await sending.send(LETTER, OURS, [address, "refused@trajeo.test"])
            assert caught.value.refused == ("refused@trajeo.test",)
            await sending.send(LETTER, OURS, [address])

    run(story)
    servers.wait_for_mails(address)
    time.sleep(0.2)
    assert len(servers.mails(address)) == 1, "nobody gets a letter of which a recipient is refused"


@pytest.mark.servers
def test_greylisting_is_for_later(servers: Servers):
    async def story() -> None:
        async with Transport(servers.smtp_settings()) as sending:
            with pytest.raises(Later, match=r"450 4\.2\.0 .*come back"):
                await sending.send(LETTER, OURS, ["later@trajeo.test"])

    run(story)


@pytest.mark.servers
def test_a_letter_that_comes_back_comes_back_to_us(servers: Servers):
    ours = servers.address("contact")

    async def story() -> None:
        async with Transport(servers.smtp_settings()) as sending:
            await sending.send(LETTER, ours, ["bounced@trajeo.test"])

    run(story)
    bounce = message_from_bytes(servers.wait_for_mails(ours)[0])
    assert bounce.get_content_type() == "multipart/report"


@pytest.mark.servers
def test_an_address_beyond_ascii_is_told_as_it_is(servers: Servers):
    """Postfix takes it; Dovecot 2.3 knows no SMTPUTF8, so it goes no further."""
    address = servers.address("hélène")

    async def story() -> None:
        async with Transport(servers.smtp_settings()) as sending:
            assert (await sending.send(LETTER, OURS, [address])).startswith("250 ")

    run(story)


@pytest.mark.servers
def test_a_server_that_was_away_and_is_back_gets_the_letter(servers: Servers):
    address = servers.address("helene")

    async def story() -> None:
        async with Transport(servers.smtp_settings()) as sending:
            await sending.send(LETTER, OURS, [address])
            with servers.without_postfix(), pytest.raises(Later):
                await sending.send(LETTER, OURS, [address])
            await sending.send(LETTER, OURS, [address])

    run(story)
    assert len(servers.wait_for_mails(address, 2)) == 2


@pytest.mark.servers
def test_a_wrong_password_is_known_within_ten_seconds(servers: Servers):
    began = time.monotonic()

    with pytest.raises(SignInRefused, match=r"535 5\.7\.8") as caught:
        check(servers.smtp_settings(password=SecretStr("perdu-de-vue")))
    assert time.monotonic() - began < 10
    assert "perdu-de-vue" not in str(caught.value)


@pytest.mark.servers
def test_an_untrusted_certificate_is_refused(servers: Servers):
    with pytest.raises(Never, match=r"certificate.*smtp\.ca_file"):
        check(servers.smtp_settings(ca_file=None))


@pytest.mark.servers
def test_the_check_says_what_it_found(servers: Servers):
    sentence = check(servers.smtp_settings())

    for fact in ("signed in", "STARTTLS", "62 MB"):
        assert fact in sentence


@pytest.mark.servers
def test_a_tls_client_at_a_starttls_port_is_told_what_to_set(servers: Servers):
    with pytest.raises(Later, match=r"smtp\.security"):
        check(servers.smtp_settings(security="tls"))


def test_no_password_goes_to_a_server_without_starttls():
    async def story() -> None:
        async with scripted() as server:
            sending = Transport(Smtp(host="127.0.0.1", port=server.port, user="greffier", password=SecretStr("secret")))
            with pytest.raises(Never, match="STARTTLS"):
                await sending.send(LETTER, OURS, ["a@trajeo.test"])
            assert not any(line.startswith("AUTH") for line in server.heard)

    run(story)


def test_a_connection_cut_before_the_letter_is_for_later():
    async def story() -> None:
        async with scripted(rcpt=CUT) as server, to_script(server) as sending:
            with pytest.raises(Later):
                await sending.send(LETTER, OURS, ["a@trajeo.test"])
            assert server.letters == []

    run(story)


@pytest.mark.parametrize("ending", [CUT, HANG, "nonsense", "299 hm", "354 again"])
def test_after_the_dot_all_but_a_clear_answer_is_uncertain(ending: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(transport, "LONGEST_TRANSFER", 0.3)

    async def story() -> None:
        async with scripted(dot=[ending]) as server, to_script(server) as sending:
            with pytest.raises(Uncertain):
                await sending.send(LETTER, OURS, ["a@trajeo.test"])
            assert len(server.letters) == 1

            await sending.send(LETTER, OURS, ["b@trajeo.test"])
            assert server.connections == 2, "what may still come on the old connection belongs to the old letter"

    run(story)


@pytest.mark.parametrize(("ending", "error"), [("451 later", Later), ("554 spam", Never), ("421 closing", Later)])
def test_after_the_dot_a_clear_refusal_is_certain(ending: str, error: type[Exception]):
    async def story() -> None:
        async with scripted(dot=[ending]) as server, to_script(server) as sending:
            with pytest.raises(error, match=ending):
                await sending.send(LETTER, OURS, ["a@trajeo.test"])

            await sending.send(LETTER, OURS, ["a@trajeo.test"])
            assert len(server.letters) == 2

    run(story)


@pytest.mark.parametrize("farewell", [CUT, "421 idle too long"])
def test_a_connection_that_died_between_two_letters_is_replaced(farewell: str):
    async def story() -> None:
        async with scripted(mail=["250 ok", farewell]) as server, to_script(server) as sending:
            await sending.send(LETTER, OURS, ["a@trajeo.test"])
            await sending.send(LETTER, OURS, ["b@trajeo.test"])

            assert server.connections == 2
            assert len(server.letters) == 2

    run(story)


def test_a_fresh_connection_that_dies_is_not_tried_again_at_once():
    async def story() -> None:
        async with scripted(mail=CUT) as server, to_script(server) as sending:
            with pytest.raises(Later):
                await sending.send(LETTER, OURS, ["a@trajeo.test"])
            assert server.connections == 1

    run(story)


def test_of_several_refusals_those_for_good_are_named():
    async def story() -> None:
        async with scripted(rcpt=["250 ok", "451 wait", "550 nobody"]) as server, to_script(server) as sending:
            with pytest.raises(Refused) as caught:
                await sending.send(LETTER, OURS, ["a@x.test", "b@x.test", "c@x.test"])
            assert caught.value.refused == ("c@x.test",)
            assert server.letters == []

    run(story)


def test_a_sender_that_must_sign_in_is_a_refused_sign_in():
    async def story() -> None:
        async with scripted(mail="530 5.7.0 Authentication required") as server, to_script(server) as sending:
            with pytest.raises(SignInRefused, match=r"smtp\.user"):
                await sending.send(LETTER, OURS, ["a@trajeo.test"])

    run(story)


def test_what_the_server_cannot_carry_is_never_sent():
    async def story() -> None:
        async with scripted(ehlo="250 scripted") as server, to_script(server) as sending:
            with pytest.raises(Never, match="8BITMIME"):
                await sending.send("Subject: é\r\n\r\n".encode(), OURS, ["a@trajeo.test"])
            with pytest.raises(Never, match="SMTPUTF8"):
                await sending.send(LETTER, OURS, ["hélène@trajeo.test"])
            assert server.letters == []

    run(story)


@pytest.mark.parametrize("address", ["a@x.test>\r\nRCPT TO:<b@x.test", "a@x.test, b@x.test", "A <a@x.test>", ""])
def test_what_is_not_one_plain_address_gets_nothing(address: str):
    async def story() -> None:
        async with scripted() as server, to_script(server) as sending:
            with pytest.raises(Never):
                await sending.send(LETTER, OURS, [address])
            assert not any(line.startswith("RCPT") for line in server.heard)

    run(story)


def test_letters_sent_at_once_go_one_after_the_other():
    async def story() -> None:
        async with scripted() as server, to_script(server) as sending:
            await asyncio.gather(*(sending.send(LETTER, OURS, [f"{number}@x.test"]) for number in range(5)))
            assert (server.connections, len(server.letters)) == (1, 5)

    run(story)


def test_a_letter_given_up_half_way_does_not_confuse_the_next():
    async def story() -> None:
        async with scripted(dot=[HANG]) as server, to_script(server) as sending:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.3):
                    await sending.send(LETTER, OURS, ["a@x.test"])

            assert await sending.send(LETTER, OURS, ["b@x.test"]) == "250 taken"
            assert server.connections == 2

    run(story)


def test_a_reply_is_kept_in_characters_that_a_database_takes():
    async def story() -> None:
        async with scripted(dot="250 queued\t\x00 as 12") as server, to_script(server) as sending:
            assert await sending.send(LETTER, OURS, ["a@x.test"]) == "250 queued as 12"

    run(story)
