"""What is listed, and how its bytes come: whole, in pieces, or with a reason why not."""

import hashlib
import random
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from greffier.errors import Later, Never, Unreadable
from greffier.mailbox import Fetched, Listed, Mailbox
from greffier.mailbox.fetching import MAILS_AT_ONCE, groups
from greffier.mailbox.listing import LONGEST_SEARCH, windows
from greffier.mailbox.session import Folder
from greffier.settings import Imap
from proxy import Proxy, cut
from servers import Servers

pytestmark = pytest.mark.servers


def mail(subject: str, size: int = 0) -> bytes:
    """Return a mail of at least `size` bytes that cannot be compressed, with dots where SMTP minds them."""
    filling = random.Random(subject).randbytes(size * 3 // 4)
    lines = [filling[start : start + 54].hex()[:76] for start in range(0, len(filling), 38)]
    return f"Subject: {subject}\r\n\r\n.\r\n..\r\n".encode() + "\r\n".join(lines).encode() + b"\r\n"


def bytes_of(fetched: Fetched) -> bytes:
    return b"".join(fetched.chunks)


def received(settings: Imap) -> list[tuple[int, bytes]]:
    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        return [(one.uid, bytes_of(one)) for one in mailbox.fetch(mailbox.listed_after(0))]


def test_mails_above_the_cursor_are_listed_oldest_first(mail_servers: Servers, settings: Imap, address: str):
    for subject in ("un", "deux", "trois"):
        mail_servers.deliver(mail(subject), address)

    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")

        assert [listed.uid for listed in mailbox.listed_after(1)] == [2, 3]


def test_above_the_last_mail_there_is_nothing(mail_servers: Servers, settings: Imap, address: str):
    """IMAP answers `4:*` with the last mail, though its UID is 3."""
    mail_servers.deliver(mail("un"), address)

    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")

        assert mailbox.listed_after(1) == ()
        assert mailbox.listed_after(0)


def test_an_empty_folder_lists_nothing(settings: Imap):
    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")

        assert mailbox.listed_after(0) == ()


def test_opening_the_folder_again_shows_what_came_meanwhile(mail_servers: Servers, settings: Imap, address: str):
    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        mail_servers.deliver(mail("un"), address)

        mailbox.open_folder("INBOX")

        assert len(mailbox.listed_after(0)) == 1


def test_bytes_come_as_the_server_has_them(mail_servers: Servers, settings: Imap, address: str):
    for subject, size in (("petit", 0), ("moyen", 40_000), ("gros", 3_000_000)):
        mail_servers.deliver(mail(subject, size), address)

    fetched = received(settings)

    assert [body for _, body in fetched] == mail_servers.mails(address)


def test_the_listed_size_is_that_of_the_bytes(mail_servers: Servers, settings: Imap, address: str):
    mail_servers.deliver(mail("un", 5000), address)

    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        listed = mailbox.listed_after(0)

        assert [one.size for one in listed] == [len(bytes_of(one)) for one in mailbox.fetch(listed)]


def test_seen_is_untouched(mail_servers: Servers, settings: Imap, address: str):
    mail_servers.deliver(mail("petit"), address)
    mail_servers.deliver(mail("gros", 3_000_000), address)

    received(settings)

    with mail_servers.reader(address) as client:
        client.select("INBOX")
        assert client.search(None, "UNSEEN") == ("OK", [b"1 2"])


def test_a_big_mail_comes_in_pieces_and_takes_little_memory(mail_servers: Servers, settings: Imap, address: str):
    mail_servers.deliver(mail("gros", 25_000_000), address)
    hashed, pieces = hashlib.sha256(), 0

    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        tracemalloc.start()
        for fetched in mailbox.fetch(mailbox.listed_after(0)):
            for chunk in fetched.chunks:
                hashed.update(chunk)
                pieces += 1
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert pieces > 20
    assert peak < 6 * settings.piece_bytes
    assert hashed.digest() == hashlib.sha256(mail_servers.mails(address)[0]).digest()


@pytest.mark.parametrize("missing", [-1, 0, 1])
def test_a_mail_that_fills_its_last_piece_is_whole(mail_servers: Servers, address: str, missing: int):
    mail_servers.deliver(mail("juste", 40_000), address)
    whole = mail_servers.mails(address)[0]
    third = mail_servers.mailbox_settings(address, piece_bytes=len(whole) // 3 + missing)

    assert received(third)[0][1] == whole


def test_small_mails_come_together_in_bounded_batches(
    mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str
):
    asked: list[bytes] = []
    for number in range(6):
        mail_servers.deliver(mail(str(number), 3000), address)
    proxy.to_server = lambda data: asked.append(data) or data

    size = len(mail_servers.mails(address)[0])

    received(through_proxy.model_copy(update={"batch_bytes": 3 * size}))

    assert sum(b"BODY.PEEK[]" in data for data in asked) == 2


def test_a_mail_that_vanished_is_gone(mail_servers: Servers, settings: Imap, address: str):
    for subject in ("un", "deux", "trois"):
        mail_servers.deliver(mail(subject), address)

    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        listed = mailbox.listed_after(0)
        expunge(mail_servers, address, "2")

        fetched = [(one.uid, one.gone, bool(bytes_of(one))) for one in mailbox.fetch(listed)]

    assert fetched == [(1, False, True), (2, True, False), (3, False, True)]


def test_a_big_mail_that_vanished_is_gone(mail_servers: Servers, settings: Imap, address: str):
    mail_servers.deliver(mail("gros", 3_000_000), address)

    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        listed = mailbox.listed_after(0)
        expunge(mail_servers, address, "1")

        assert [one.gone for one in mailbox.fetch(listed)] == [True]


@pytest.mark.parametrize("told", [True, False], ids=["the server told it", "the server has not told it yet"])
def test_a_mail_that_vanishes_while_it_is_read_is_no_mail(
    mail_servers: Servers, settings: Imap, address: str, told: bool
):
    mail_servers.deliver(mail("gros", 3_000_000), address)

    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        chunks = iter(next(mailbox.fetch(mailbox.listed_after(0))).chunks)
        next(chunks)
        expunge(mail_servers, address, "1")
        if told:
            mailbox.open_folder("INBOX")

        with pytest.raises(Later, match="vanished"):
            list(chunks)


def expunge(servers: Servers, address: str, uid: str) -> None:
    with servers.reader(address) as client:
        client.select("INBOX")
        client.uid("STORE", uid, "+FLAGS", r"(\Deleted)")
        client.expunge()


@pytest.mark.parametrize("garbage", [b"(UID 2 ))BODY[]", b"NIL BODY[]", b"(UID deux BODY[]", b"(UID 2 NIL BODY[]"])
def test_garbage_for_one_mail_harms_only_that_mail(
    mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str, garbage: bytes
):
    for subject in ("un", "deux", "trois"):
        mail_servers.deliver(mail(subject), address)
    proxy.to_client = lambda data: data.replace(b"(UID 2 BODY[]", garbage)

    with Mailbox(through_proxy) as mailbox:
        mailbox.open_folder("INBOX")
        fetched = mailbox.fetch(mailbox.listed_after(0))

        assert bytes_of(next(fetched))
        with pytest.raises(Unreadable):
            bytes_of(next(fetched))
        assert bytes_of(next(fetched))


@pytest.mark.parametrize("size", [0, 3_000_000], ids=["small", "big"])
def test_a_mail_at_which_the_server_always_hangs_up_harms_only_itself(
    mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str, size: int
):
    for subject in ("un", "deux", "trois"):
        mail_servers.deliver(mail(subject, size if subject == "deux" else 0), address)
    proxy.to_client = lambda data: None if b"(UID 2 BODY[]" in data else data

    with Mailbox(through_proxy) as mailbox:
        mailbox.open_folder("INBOX")
        fetched = mailbox.fetch(mailbox.listed_after(0))

        assert bytes_of(next(fetched))
        with pytest.raises(Unreadable):
            bytes_of(next(fetched))
        assert bytes_of(next(fetched))


def test_a_connection_that_breaks_by_chance_breaks_no_mail(
    mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str
):
    mail_servers.deliver(mail("gros", 3_000_000), address)

    with Mailbox(through_proxy) as mailbox:
        mailbox.open_folder("INBOX")
        chunks = iter(next(mailbox.fetch(mailbox.listed_after(0))).chunks)
        beginning = next(chunks)
        proxy.cut()

        assert beginning + b"".join(chunks) == mail_servers.mails(address)[0]


def test_a_mail_that_the_server_withholds_says_so(
    mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str
):
    """Exchange answers NIL, or NO, for what it cannot render."""
    mail_servers.deliver(b"Subject: un\r\n\r\n\r\n", address)
    size = len(mail_servers.mails(address)[0])
    body = mail_servers.mails(address)[0]
    proxy.to_client = lambda data: data.replace(b"BODY[] {%d}\r\n%s" % (size, body), b"BODY[] NIL")

    with Mailbox(through_proxy) as mailbox:
        mailbox.open_folder("INBOX")

        with pytest.raises(Unreadable, match="no bytes"):
            bytes_of(next(mailbox.fetch(mailbox.listed_after(0))))


def test_a_server_that_goes_away_is_for_later(mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str):
    mail_servers.deliver(mail("un"), address)

    with Mailbox(through_proxy) as mailbox:
        mailbox.open_folder("INBOX")
        listed = mailbox.listed_after(0)
        proxy.to_client = cut
        proxy.cut()

        with pytest.raises(Later):
            list(mailbox.fetch(listed))


def test_a_server_that_says_nothing_is_for_later_in_time(through_proxy: Imap, proxy: Proxy):
    with Mailbox(through_proxy) as mailbox:
        proxy.silent.set()

        with pytest.raises(Later, match="no answer in time"):
            mailbox.open_folder("INBOX")
        proxy.silent.clear()


def test_the_next_question_reconnects(mail_servers: Servers, settings: Imap, address: str):
    with Mailbox(settings) as mailbox:
        mailbox.open_folder("INBOX")
        with mail_servers.without_dovecot(), pytest.raises(Later):
            mailbox.listed_after(0)
        mail_servers.deliver(mail("un"), address)

        mailbox.connected().open_folder("INBOX")

        assert len(mailbox.listed_after(0)) == 1


def test_a_folder_made_anew_has_another_uidvalidity(mail_servers: Servers, settings: Imap, address: str):
    with mail_servers.reader(address) as client:
        client.create("Partenaires")
        with Mailbox(settings) as mailbox:
            before = mailbox.open_folder("Partenaires")
            client.delete("Partenaires")
            client.create("Partenaires")

            assert mailbox.open_folder("Partenaires") != before


def test_uids_of_a_folder_made_anew_are_not_taken_for_the_old_ones(
    mail_servers: Servers, through_proxy: Imap, proxy: Proxy, address: str
):
    """The connection breaks, and when it is back the folder is another one of the same name."""
    with mail_servers.reader(address) as client, Mailbox(through_proxy) as mailbox:
        client.create("Partenaires")
        mailbox.open_folder("Partenaires")
        client.delete("Partenaires")
        client.create("Partenaires")
        proxy.cut()
        with pytest.raises(Later):
            mailbox.listed_after(0)

        with pytest.raises(Later, match="renewed"):
            mailbox.listed_after(0)


def test_a_folder_with_accents_opens(mail_servers: Servers, settings: Imap, address: str):
    with Mailbox(settings) as mailbox:
        mailbox._session.ask(lambda client: client.create_folder("Opérateurs à traiter"))

        assert mailbox.open_folder("Opérateurs à traiter")


def test_a_folder_that_is_not_there_is_never_and_names_the_key(settings: Imap):
    with Mailbox(settings) as mailbox, pytest.raises(Never, match=r"Nulle part.*imap\.folder"):
        mailbox.open_folder("Nulle part")


@given(st.lists(st.integers(0, 3000), max_size=60))
def test_batches_keep_order_and_bounds(sizes: list[int]):
    listed = [Listed(uid, size) for uid, size in enumerate(sizes, 1)]

    batches = list(groups(listed, 2500, 1000))

    assert [one for batch in batches for one in batch] == listed
    assert all(sum(one.size for one in batch) <= 2500 or len(batch) == 1 for batch in batches)
    assert all(len(batch) == 1 or max(one.size for one in batch) <= 1000 for batch in batches)


def test_batches_of_tiny_mails_are_bounded_too():
    listed = [Listed(uid, 1) for uid in range(1, 500)]

    assert max(len(batch) for batch in groups(listed, 10**6, 10**6)) == MAILS_AT_ONCE


@given(st.integers(1, 400_000), st.integers(1, 400_000))
def test_a_huge_folder_is_searched_in_ranges_that_leave_no_gap(first: int, next_uid: int):
    ranges = list(windows(Folder("INBOX", 1, next_uid, LONGEST_SEARCH + 1, frozenset()), first))

    assert ranges[0][0] == first
    assert ranges[-1][1] == "*"
    assert all(last - start < LONGEST_SEARCH for start, last in ranges[:-1])
    assert all(later[0] <= before[1] + 1 for before, later in pairwise(ranges))
