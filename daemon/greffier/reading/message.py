"""A raw mail opened wide: safe headers, its own text, its leaves, the mails within it.

mail-parser reads the skeleton; the tree is walked in `tree`, since mail-parser merges the texts of mails within into
the outer one, loses nameless parts as bytes, and invents names. Never raises, whatever the bytes;
never decides anything.
"""

import email
from collections.abc import Iterable
from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser

import mailparser
from mailparser.exceptions import MailParserRecursionError

from greffier.model.mail import Mail
from greffier.reading import limits
from greffier.reading.headers import addresses, authors, date_of, header_text, message_ids
from greffier.reading.skeleton import Skeleton, cut
from greffier.reading.tree import Place, Tree, type_of


def open_mail(raw: bytes) -> Mail:
    """Open a mail; whatever is broken becomes a code in `problems`."""
    skeleton = cut(raw)
    message, problems = _parsed(skeleton.content)
    mail = _opened(message, skeleton, depth=0)
    return replace(mail, problems=_once((*skeleton.problems, *problems, *mail.problems)), skeleton=skeleton.content)


def _parsed(content: bytes) -> tuple[Message, tuple[str, ...]]:
    """Parse by mail-parser; by the standard library where that stumbles; the header alone where both do."""
    try:
        message = mailparser.parse_from_bytes(content).message
        if isinstance(message, Message):
            return message, ()
    except MailParserRecursionError:
        return BytesHeaderParser().parsebytes(content), ("too-deep",)
    except Exception:  # noqa: S110 - whatever it stumbles over, the next parser is asked
        pass
    try:
        return email.message_from_bytes(content), ()
    except Exception:
        return BytesHeaderParser().parsebytes(content), ("malformed",)


def _opened(message: Message, skeleton: Skeleton, depth: int) -> Mail:
    tree = Tree(skeleton)
    tree.walk(message, Place())
    nested: tuple[Mail, ...] = ()
    if depth < limits.DEPTH:
        nested = tuple(_opened(inner, skeleton, depth + 1) for _, inner in tree.within)
    elif tree.within:
        tree.problems.append("too-deep")
    for (name, _), inner in zip(tree.within, nested, strict=False):
        tree.parts += [replace(part, name=f"{name}/{part.name}") for part in inner.parts if name]
        tree.problems += inner.problems
    return _addressed(message, tree, nested)


def _addressed(message: Message, tree: Tree, nested: tuple[Mail, ...]) -> Mail:
    fields = [(name.lower(), str(value)) for name, value in message.raw_items()]

    def raw(*names: str) -> list[str]:
        return [value for name, value in fields if name in names]

    writers = addresses(raw("from")) or addresses(raw("sender"))
    name, sender = writers[0] if writers else ("", None)
    return Mail(
        message_id=_identity(raw("message-id")),
        subject=header_text(next(iter(raw("subject")), "")),
        sender=sender,
        sender_name=name,
        recipients=tuple(address for _, address in addresses(raw("to", "cc"))),
        sent_at=date_of(next(iter(raw("date")), None)),
        thread=message_ids([*raw("in-reply-to")[:1], *_newest_first(raw("references")[:1])]),
        headers=tuple((name, header_text(value)) for name, value in fields),
        text=tree.text,
        html=tree.html,
        parts=tuple(tree.parts),
        nested=nested,
        problems=_once(tree.problems),
        content_type=type_of(message),
        authors=authors(raw("from")),
    )


def _identity(fields: list[str]) -> str | None:
    """Return the Message-ID without angle brackets, which some senders leave out."""
    bare = header_text(fields[0]).strip("<> ") if fields else ""
    return next(iter(message_ids(fields)), bare or None)


def _newest_first(references: list[str]) -> list[str]:
    return [f"<{identity}>" for identity in reversed(message_ids(references))]


def _once(problems: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(problems))
