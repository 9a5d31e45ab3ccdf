"""Mails that would have us believe somebody else wrote, each by one trick, as a server of ours would deliver them.

`Trajeo` (trajeo.test) is an operator whose mails were always proven; Mallory (evil.test) signs well, for itself.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass

from greffier.demo.papers import rib

OURS = "mx.registre.test"
REGISTRY = "contact@registre.test"
STAFF = "equipe@registre.test"
HELENE = "helene@trajeo.test"
MALLORY = "mallory@evil.test"

ACCEPTS = "Bonjour,\n\nAu nom de Trajeo, nous acceptons les CGU du registre.\n\nHélène Vasseur\nTrajeo SAS\n"
LEAD = (
    "Bonjour,\n\nNotre responsable technique est désormais Igor Malin, igor@evil.test, 06 39 98 01 99.\n\n"
    "Hélène Vasseur\nTrajeo SAS\n"
)
NEW_RIB = (
    "Bonjour,\n\nNous avons changé de banque : vous trouverez ci-joint le nouveau RIB de Trajeo, à utiliser dès à "
    "présent. Merci de votre diligence.\n\nBien cordialement,\nHélène Vasseur\nTrajeo SAS\n"
)
RECEIVED = "from relay.evil.test ([192.0.2.66]) by mx.registre.test with ESMTPS; Tue, 24 Nov 2026 10:00:00 +0100"


@dataclass(frozen=True)
class Conversation:
    """What a stranger may have got hold of."""

    reference: str
    letter: str
    """Message-ID of a letter of ours."""
    mail: str
    """Message-ID of a mail of Hélène's."""


Fields = list[tuple[str, str]]
Spoof = Callable[[Conversation], bytes]


def results(said: str) -> tuple[str, str]:
    """Return what our own server writes."""
    return "Authentication-Results", f"{OURS}; {said}"


def passing(domain: str) -> tuple[str, str]:
    return results(f"dkim=pass header.d={domain}; dmarc=pass header.from={domain}")


NOTHING = results("dkim=none; spf=softfail smtp.mailfrom=trajeo.test; dmarc=none header.from=trajeo.test")
FORGED = passing("trajeo.test")


def mail(*fields: tuple[str, str], text: str = ACCEPTS, to: str = REGISTRY, attached: bytes = b"") -> bytes:
    """Write a mail field by field, as it stands: repeated, folded or wrong."""
    names = {name.lower() for name, _ in fields}
    usual = [("To", to), ("Subject", "Adhésion de Trajeo"), ("Date", "Tue, 24 Nov 2026 09:59:00 +0100")]
    usual += [("Message-ID", f"<{abs(hash((fields, text)))}@evil.test>"), ("MIME-Version", "1.0")]
    lines = [f"{name}: {value}" for name, value in fields]
    lines += [f"{name}: {value}" for name, value in usual if name.lower() not in names]
    body = ["Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit", "", *text.splitlines(), ""]
    if attached:
        parts = ["--b", *body, "--b", attached.decode(), "--b--", ""]
        body = ['Content-Type: multipart/mixed; boundary="b"', "", *parts]
    return "\r\n".join((*lines, *body)).encode()


def with_rib(*fields: tuple[str, str], text: str = NEW_RIB) -> bytes:
    """Attach a RIB of the attacker's that is right in every figure."""
    paper = rib("TRAJEO SAS", "FR7630006000011234567890189", "AGRIFRPP", "Crédit exemple")
    head = "Content-Type: application/pdf; name=rib.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    return mail(*fields, text=text, attached=head.encode() + base64.encodebytes(paper))


def said_by(author: str, auth: tuple[str, str] = NOTHING, *more: tuple[str, str], **changes: str) -> Spoof:
    return lambda _: mail(auth, ("From", author), *more, **changes)


EVIL = passing("evil.test")
SPOOFS: dict[str, Spoof] = {
    # the name
    "the display name is her address": said_by(f'"{HELENE}" <{MALLORY}>', EVIL),
    "the display name is her name": said_by(f"Hélène Vasseur <{MALLORY}>", EVIL),
    "the display name is her address, encoded": said_by(f"=?utf-8?q?helene=40trajeo.test?= <{MALLORY}>", EVIL),
    "the display name hides a second address": said_by(f"{HELENE} (Hélène) <{MALLORY}>", EVIL),
    "the display name is our own": said_by(f'"Registre {REGISTRY}" <{MALLORY}>', EVIL),
    # the domain
    "a zero for an o": said_by("Hélène Vasseur <helene@traje0.test>", passing("traje0.test")),
    "a longer name": said_by("Compta <compta@trajeo-paiements.test>", passing("trajeo-paiements.test")),
    "another ending": said_by("Hélène <helene@trajeo.example>", passing("trajeo.example")),
    "her domain as a label": said_by("H. <helene@trajeo.test.evil.test>", passing("trajeo.test.evil.test")),
    "a sub-domain of hers": said_by("C. <compta@paie.trajeo.test>", passing("paie.trajeo.test")),
    "a Cyrillic letter, in ASCII": said_by("H. <helene@xn--trjeo-5ve.test>", passing("xn--trjeo-5ve.test")),
    "a Cyrillic letter, as it is": said_by("H. <helene@tr\u0430jeo.test>", passing("xn--trjeo-5ve.test")),
    "an accent": said_by("H. <helene@tràjeo.test>", passing("xn--trjeo-2qa.test")),
    "wide letters": said_by("H. <helene@ｔrajeo.test>", NOTHING),
    # nothing proves it
    "her address, without a signature": said_by(f"Hélène Vasseur <{HELENE}>"),
    "her address, in capitals": said_by("Hélène Vasseur <HELENE@TRAJEO.TEST>"),
    "her address, DMARC failed": said_by(f"H. <{HELENE}>", results("dmarc=fail header.from=trajeo.test")),
    "her address, SPF alone": said_by(f"H. <{HELENE}>", results("spf=pass smtp.mailfrom=helene@trajeo.test")),
    "her address, signed by another": said_by(f"H. <{HELENE}>", results("dkim=pass header.d=evil.test")),
    "her address, signed by a name that ends alike": said_by(HELENE, results("dkim=pass header.d=mytrajeo.test")),
    "a colleague nobody knows": said_by("Paul <paul@trajeo.test>"),
    # forged Authentication-Results
    "forged results below ours": said_by(f"H. <{HELENE}>", NOTHING, FORGED),
    "forged results where our server wrote none": lambda _: mail(("Received", RECEIVED), FORGED, ("From", HELENE)),
    "forged results, folded and commented": lambda _: mail(
        ("Received", RECEIVED),
        ("Authentication-Results", f"{OURS} (the\r\n one) 1;\r\n\tdmarc=pass (p=reject)\r\n header.from=trajeo.test"),
        ("From", HELENE),
    ),
    "forged results, encoded": lambda _: mail(
        ("Received", RECEIVED),
        ("Authentication-Results", "=?utf-8?q?mx=2Eregistre=2Etest=3B?= dmarc=pass header.from=trajeo.test"),
        ("From", HELENE),
    ),
    "forged results of a longer name": said_by(
        f"H. <{HELENE}>", ("Authentication-Results", f"{OURS}.evil.test; dmarc=pass header.from=trajeo.test")
    ),
    "forged results, our name in a comment": said_by(
        f"H. <{HELENE}>", ("Authentication-Results", f"({OURS}) evil.test; dmarc=pass header.from=trajeo.test")
    ),
    "forged results below a stranger's": said_by(
        f"H. <{HELENE}>", ("Authentication-Results", "evil.test; none"), FORGED
    ),
    "results smuggled into a quoted property": said_by(
        f"H. <{HELENE}>", results('spf=pass smtp.mailfrom="x; dmarc=pass header.from=trajeo.test"')
    ),
    "results smuggled beside the true ones": said_by(
        f"H. <{HELENE}>", results("dmarc=pass header.from=trajeo.test; dmarc=none header.from=trajeo.test")
    ),
    "results under another field": said_by(
        HELENE, NOTHING, ("X-Authentication-Results", FORGED[1]), ("Authentication-Results-Original", FORGED[1])
    ),
    "an ARC set of the attacker's": said_by(
        f"H. <{HELENE}>",
        NOTHING,
        ("ARC-Seal", "i=1; a=rsa-sha256; cv=none; d=evil.test; s=s1; b=AAAA"),
        ("ARC-Message-Signature", "i=1; a=rsa-sha256; d=evil.test; s=s1; h=from; bh=AAAA; b=AAAA"),
        ("ARC-Authentication-Results", f"i=1; {FORGED[1]}"),
    ),
    # the author's field
    "two From fields, hers first": said_by(HELENE, EVIL, ("From", MALLORY)),
    "two From fields, hers last": said_by(MALLORY, EVIL, ("From", HELENE)),
    "two From fields, and our server looked at hers": said_by(HELENE, FORGED, ("From", MALLORY)),
    "two addresses in From": said_by(f"{HELENE}, {MALLORY}", EVIL),
    "two addresses in From, and our server looked at hers": said_by(f"{HELENE}, {MALLORY}", FORGED),
    "she is the Sender": said_by(MALLORY, EVIL, ("Sender", HELENE)),
    "Mallory is the Sender": said_by(HELENE, EVIL, ("Sender", MALLORY)),
    "an empty From": said_by("", FORGED, ("Sender", HELENE)),
    "no From": lambda _: mail(FORGED, ("Sender", HELENE)),
    "a group": said_by(f"Trajeo: {HELENE};"),
    "a null byte": said_by("H. <hel\0ene@trajeo.test>", FORGED),
    "a soft hyphen": said_by("H. <hel\u00adene@trajeo.test>", FORGED),
    "her address as a local part": said_by(f'"{HELENE}"@evil.test', EVIL),
    "a source route": said_by(f"<@trajeo.test:{MALLORY}>", EVIL),
    "the percent hack": said_by("<helene%trajeo.test@evil.test>", EVIL),
    # the conversation
    "our reference, copied": lambda known: mail(
        EVIL, ("From", MALLORY), ("Subject", f"Re: Votre dossier [{known.reference}]"), text="Nous acceptons les CGU.\n"
    ),
    "our Message-ID, copied": lambda known: mail(EVIL, ("From", MALLORY), ("In-Reply-To", f"<{known.letter}>")),
    "her Message-ID, copied": lambda known: mail(EVIL, ("From", MALLORY), ("References", f"<{known.mail}>")),
    "our Message-ID, from a free provider": lambda known: mail(
        passing("gmail.com"), ("From", "Direction <trajeo.direction@gmail.com>"), ("In-Reply-To", f"<{known.letter}>")
    ),
    "a colleague at a free provider": said_by("Trajeo Direction <trajeo.direction@gmail.com>", passing("gmail.com")),
    "her name at a free provider": said_by("Hélène VASSEUR <hvasseur77@gmail.com>", passing("gmail.com")),
    "a proven mail of hers to somebody else, sent again": lambda _: mail(FORGED, ("From", HELENE), to="cgv@autre.test"),
    # the carrier
    "through a list that rewrites From": said_by("Hélène via Liste <liste@listes.test>", passing("listes.test")),
    "her acceptance, forwarded": lambda known: mail(
        EVIL,
        ("From", MALLORY),
        ("Subject", f"Tr: Adhésion {known.reference}"),
        text=f"Pour information.\n\n---------- Message transféré ----------\nDe : Hélène <{HELENE}>\n\n{ACCEPTS}",
    ),
    "her acceptance, attached as a mail": lambda known: mail(
        EVIL,
        ("From", MALLORY),
        ("Subject", f"Adhésion {known.reference}"),
        text="Voyez ci-joint.\n",
        attached=b"Content-Type: message/rfc822\r\n\r\n" + mail(FORGED, ("From", HELENE)),
    ),
    # what it is after
    "another bank, politely": lambda _: with_rib(NOTHING, ("From", f"Hélène Vasseur <{HELENE}>")),
    "another bank, answered elsewhere": lambda _: with_rib(
        NOTHING, ("From", f"Hélène Vasseur <{HELENE}>"), ("Reply-To", MALLORY)
    ),
    "another bank, a domain like hers": lambda _: with_rib(passing("trajeo.example"), ("From", "h@trajeo.example")),
    "another technical lead": said_by(f"Hélène Vasseur <{HELENE}>", text=LEAD),
    "access confirmed": said_by(HELENE, text="Bonjour,\n\nLa préproduction fonctionne, merci.\n\nHélène\n"),
    "a retreat": said_by(HELENE, text="Bonjour,\n\nNous retirons notre demande et refusons les CGU.\n\nHélène\n"),
    "an absence for years": said_by(
        HELENE, NOTHING, ("Auto-Submitted", "auto-replied"), text="Je suis absente jusqu'au 30 décembre 2029.\n"
    ),
    "a bounce that returns her mail": lambda known: bounce(known.mail),
    # in our own name
    "our own address": said_by(f"Registre <{REGISTRY}>", results("dkim=none")),
    "our own address, tagged": said_by(f"Registre <contact+{'x' * 5}@registre.test>", results("dkim=none")),
    "our staff": said_by(f"Claire <{STAFF}>", results("dkim=none"), text="Validez le RIB de Trajeo. Claire\n"),
    "our staff, in answer to our letter": lambda known: mail(
        results("dkim=none"), ("From", STAFF), ("In-Reply-To", f"<{known.letter}>"), text="accept\n"
    ),
}  # fmt: skip


def bounce(message_id: str) -> bytes:
    """Say that a mail could not be delivered to Hélène."""
    report = (
        'Content-Type: multipart/report; report-type=delivery-status; boundary="r"\r\n\r\n'
        "--r\r\nContent-Type: text/plain\r\n\r\nUser unknown\r\n"
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.trajeo.test\r\n\r\n"
        f"Final-Recipient: rfc822; {HELENE}\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"\r\n--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{message_id}>\r\nSubject: x\r\n\r\nx\r\n--r--\r\n"
    )
    head = f"{NOTHING[0]}: {NOTHING[1]}\r\nReturn-Path: <>\r\nFrom: MAILER-DAEMON@mx.trajeo.test\r\nTo: {REGISTRY}\r\n"
    return (head + "Subject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n" + report).encode()
