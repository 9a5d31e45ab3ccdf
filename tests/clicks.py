"""One-click answers as a mail program follows them: the link of a letter becomes the mail that it writes."""

from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

from selectolax.lexbor import LexborHTMLParser as HTMLParser


def written_by(letter: EmailMessage, line: str, number: str = "") -> tuple[str, str]:
    """Return subject and body of the first link whose body is this line, about this question."""
    html = letter.get_body(("html",))
    assert html is not None
    links = (str(one.attributes.get("href")) for one in HTMLParser(html.get_content()).css("a"))
    mails = [parse_qs(urlsplit(link).query) for link in links if link.startswith("mailto:") and "?" in link]
    return next(
        (mail["subject"][0], mail["body"][0])
        for mail in mails
        if mail["body"][0] == line and f"[{number}" in mail["subject"][0]
    )
