"""Where templates are rendered: they can show facts and nothing else, and what others wrote stays words.

Strict: a name that does not exist is an error, not an empty place in a letter.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import FunctionLoader, StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from greffier.letters import escaping, gadgets, phrases
from greffier.model.digest import DossierLine

JINJA_FILTERS = ("default", "first", "last", "length", "list", "map", "reject", "rejectattr", "select", "selectattr")
"""Those that cannot undo an escape."""
JINJA_TESTS = ("defined", "none", "eq", "equalto", "ne", "gt", "ge", "lt", "le", "in")


class Sandbox(SandboxedEnvironment):
    """A sandbox in which escaped words cannot be glued to words that are not."""

    intercepted_binops = frozenset(("+", "%", "*"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's signature
        """Refuse arithmetic with Markdown."""
        if isinstance(left, Markup) or isinstance(right, Markup):
            raise SecurityError(f"`{operator}` cannot join Markdown; write one expression after the other")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:  # noqa: ANN401 - Jinja's signature
        """Refuse methods of Markdown: `format` and `join` would let words in unescaped."""
        return not isinstance(obj, Markup) and super().is_safe_attribute(obj, attr, value)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Refuse `~`, the one operator that cannot be intercepted."""
        tree = super()._parse(source, name, filename)
        for joined in tree.find_all(nodes.Concat):
            raise TemplateSyntaxError("`~` cannot be used; write one expression after the other", joined.lineno)
        return tree


def sandbox(language: str, load: Callable[[str], tuple[str, str, None] | None], subject: bool) -> Sandbox:
    """Return the sandbox of one language; for subjects nothing is escaped, since a subject is no Markdown."""
    chosen = Sandbox(
        loader=FunctionLoader(load),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=bare if subject else escaping.escaped,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    chosen.filters = {name: chosen.filters[name] for name in JINJA_FILTERS} | our_filters(language)
    chosen.tests = {name: chosen.tests[name] for name in JINJA_TESTS}
    chosen.globals = {"bar": gadgets.bar, "track": gadgets.track, "columns": gadgets.columns}
    return chosen


def standing(line: DossierLine) -> Markup:
    """Write where a dossier stands, in red where it is late."""
    late = line.days_left is not None and line.days_left < 0
    return (gadgets.alert if late else gadgets.note)(f"{line.settled}/{len(line.marks)} · {phrases.standing(line)}")


def bare(value: object) -> Markup:
    """Return the value as one line of a header."""
    return Markup(escaping.one_line(value))  # noqa: S704 - a header is not HTML


def our_filters(language: str) -> dict[str, Callable[..., Any]]:
    """Return the filters that templates may use beside Jinja's own."""

    @pass_context
    def date(context: Context, day: Any) -> str:  # noqa: ANN401 - whatever the template gives
        return phrases.long_date(day, language, context.get("today"))

    return {
        "date": date,
        "dated": lambda day: phrases.plain_date(day, language),
        "count": phrases.counted,
        "listed": lambda words: phrases.listed(tuple(words), language),
        "standing": standing,
        "reminder": phrases.reminder,
        "person": phrases.person,
        "sentence": phrases.sentence,
        "about": phrases.about,
        "name": escaping.name,
        "key": escaping.key,
        "code": escaping.code,
        "quoted": escaping.quoted,
        "linked": escaping.linked,
        "capital": lambda words: words[:1].upper() + words[1:],
        "url": escaping.web_address,
        "mail_link": escaping.mail_link,
        "host": escaping.host,
        "marks": gadgets.marks,
        "mark": lambda state: gadgets.MARKS[state],
        "note": gadgets.note,
    }
