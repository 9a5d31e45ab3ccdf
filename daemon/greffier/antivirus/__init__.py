"""The only door to the antivirus: clamd, over its own socket. It sees a document's bytes, never a name or a path."""

from greffier.antivirus.clamd import Clamd, NotLooked

__all__ = ["Clamd", "NotLooked"]
