"""The spool: every mail's bytes, named by their hash, safe on disk before anything looks into them."""

from greffier.store.sealed import Sealed


class Spool(Sealed):
    """Mails in a folder of their own."""

    suffix = ".eml"
    what = "mail"
