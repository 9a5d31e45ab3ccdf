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
        """Open a paragraph; drawings and buttons hold tables, which no paragraph may."""
        if tokens[idx].hidden:
            return ""
        role = tokens[idx].meta["role"]
        return f'<div class="{role}">' if role else "<p>"

    def paragraph_close(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close it, and let what follows begin below the buttons."""
        if tokens[idx].hidden:
            return ""
        ends = {"drawing": "</div>\n", "buttons": '<br class="below" clear="all"></div>\n'}
        return ends.get(tokens[idx].meta["role"], "</p>\n")

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """Open a link; a button is a table of one cell, since Outlook gives a link no room of its own."""
        rank = tokens[idx].meta.get("button")
        opened = str(self.renderToken(tokens, idx, options, env))
        if not rank:
            return opened
        return f'<table class="button" role="presentation" align="left"><tr><td class="{rank}">{opened}'

    def link_close(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close it."""
        opened = next(token for token in reversed(tokens[:idx]) if token.type == "link_open")
        return "</a></td></tr></table>" if opened.meta.get("button") else "</a>"

    def blockquote_open(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a quotation, in a table: Outlook draws no border and no ground around a block."""
        cells = '<td class="quote-bar">&nbsp;</td><td class="quoted">'
        return f'<table class="quote" role="presentation"><tr>{cells}<blockquote>\n'

    def blockquote_close(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Close it."""
        return "</blockquote></td></tr></table>\n"

    def table_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Open a table of facts; without heads it only sets things side by side."""
        role = "" if tokens[idx + 1].type == "thead_open" else ' role="presentation"'
        return f'<table class="facts"{role}>\n'

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
