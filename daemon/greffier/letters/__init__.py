"""The letters: what operators and staff see of the registry.

A template and the facts become a mail, as text and as HTML from one source. Nothing is sent here.
`Letters` is the door.
"""

from greffier.letters.writing import Letters

__all__ = ["Letters"]
