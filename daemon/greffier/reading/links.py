"""Web addresses that seem to hold a document: a transfer service, a shared drive, an operator's own file server."""

import re
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from greffier.reading.phrases import phrases

_ADDRESS = re.compile(r"https?://[^\s<>\"'\[\]{}|\\^`]{3,2000}", re.IGNORECASE)
_HOLDS_FILES = re.compile(
    r"(^|[./-])(drive|cloud|nextcloud|owncloud|nuage|fichiers?|files?|share|partages?|transfert?|transfer|depot|upload|download|telechargements?|"
    r"seafile|sharefile|filesender|dl|box|docs?|documents?|ged)([./-]|$)"
)
_PATH_HOLDS_FILES = re.compile(
    r"^/(index\.php/)?(s|d|f|dl|share|shared|sharing|partage|partages|public|file|files|fichier|fichiers|download|telecharger|telechargement|"
    r"transfer|transfert|documents?|folder|link)/[^/]+"
)
_FILE = re.compile(r"\.(pdf|docx?|odt|xlsx?|ods|pptx?|zip|7z|png|jpe?g|svg|heic|tiff?)$")
_TRAILING = ".,;:!?)»\u201d'*_"


def document_links(text: str, behind_words: Iterable[str], own_domain: str) -> tuple[str, ...]:
    """Return the addresses, in order, each once; `own_domain` is the registry's, where nobody leaves it documents."""
    found = (match.group().rstrip(_TRAILING) for match in _ADDRESS.finditer(text))
    return tuple(dict.fromkeys(link for link in (*found, *behind_words) if _holds_document(link, own_domain)))


def _holds_document(link: str, own_domain: str) -> bool:
    try:
        address = urlsplit(link)
        host = (address.hostname or "").lower()
    except ValueError:
        return False
    if not host or host == own_domain or host.endswith(f".{own_domain}"):
        return False
    return _is_service(host, address) or _looks_shared(host, address)


def _is_service(host: str, address: SplitResult) -> bool:
    return (
        any(host == service or host.endswith(f".{service}") for service in phrases("file_services"))
        and len(address.path + address.query) > 1
    )


def _looks_shared(host: str, address: SplitResult) -> bool:
    path = address.path.lower()
    return bool(_FILE.search(path) or _PATH_HOLDS_FILES.match(path)) or (
        len(path) > 8 and _HOLDS_FILES.search(host) is not None
    )
