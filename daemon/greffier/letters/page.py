"""Write the tokens of a letter as HTML for mail programs: tables, inlined styles, no script, nothing remote."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape

from css_inline import CSSInliner
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from greffier.letters.gadgets import MEANINGS, as_html, is_gadget, mark_html
from greffier.letters.markdown import reader


class LetterHtml(RendererHTML):
    """Markdown's own HTML, but for checklists, buttons and gadgets. Methods are named after the tokens they write."""

    def bullet_list_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a list; a checklist is a table, so that its words align beside their marks."""
        return '<table class="checklist" role="list">\n' if tokens[idx].meta["checklist"] else "<ul>\n"

    def bullet_list_close(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close it."""
        return "</table>\n" if tokens[idx].meta["checklist"] else "</ul>\n"

    def list_item_open(
        self,
        tokens: Sequence[Token],
        idx: int,
        options: OptionsDict,  # noqa: ARG002 - the base class calls it so
        env: EnvType,
    ) -> str:
        """Open a line, its mark in a cell of its own."""
        mark = tokens[idx].meta["mark"]
        if not mark:
            return "<li>"
        said = escape(MEANINGS[env["language"]][mark])
        return f'<tr role="listitem"><td class="mark" role="img" aria-label="{said}">{mark_html(mark)}</td><td>'

    def list_item_close(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close it."""
        return "</td></tr>\n" if tokens[idx].meta["mark"] else "</li>\n"

    def paragraph_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a paragraph; a drawing may hold a table, which no paragraph may."""
        if tokens[idx].hidden:
            return ""
        role = tokens[idx].meta["role"]
        return '<div class="drawing">' if role == "drawing" else f'<p class="{role}">' if role else "<p>"

    def paragraph_close(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close it."""
        if tokens[idx].hidden:
            return ""
        return "</div>\n" if tokens[idx].meta["role"] == "drawing" else "</p>\n"

    def table_open(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a table of facts."""
        return '<table class="facts">\n'

    def code_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Draw a gadget; other code is code."""
        content = tokens[idx].content
        return (
            as_html(content, env["language"]) if is_gadget(content) else super().code_inline(tokens, idx, options, env)
        )


def as_html_fragment(tokens: Sequence[Token], language: str) -> str:
    """Return the HTML of these tokens, without page or style."""
    return LetterHtml().render(tokens, reader().options, {"language": language})


@lru_cache(maxsize=1)
def inliner() -> CSSInliner:
    """Return the one that moves styles onto elements; rules for dark mode and telephones stay in the head."""
    return CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def with_styles(page: str) -> str:
    """Return the page with its styles inlined, as mail programs without style sheets need it."""
    return inliner().inline(page)
