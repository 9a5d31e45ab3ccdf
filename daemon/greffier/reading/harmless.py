"""HTML cut to what a tree builder takes in linear time: open elements and attributes cost it their square."""

import re

from greffier.reading import limits

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,20})")
_LONG_TAG = re.compile(rf"<[a-zA-Z][^<>]{{{limits.TAG_BYTES},}}")
_NEVER_DEEP = {
    "br", "img", "hr", "p", "li", "td", "tr", "th", "meta", "link", "input", "col", "dt", "dd", "option",
    "b", "i", "u", "a",
}  # fmt: skip


def harmless_part(source: str) -> str:
    """Cut the source where more elements stand open, or one has more attributes, than any person's mail has."""
    for tag in _LONG_TAG.finditer(source):
        if len(tag.group().split(maxsplit=limits.TAG_BLANKS)) > limits.TAG_BLANKS:
            return source[: tag.start()]
    if source.count("<") < limits.HTML_TAG_DEPTH:
        return source
    depth = 0
    for tag in _TAG.finditer(source):
        if tag[2].lower() not in _NEVER_DEEP:
            depth += -1 if tag[1] else 1
        if depth > limits.HTML_TAG_DEPTH:
            return source[: tag.start()]
    return source
