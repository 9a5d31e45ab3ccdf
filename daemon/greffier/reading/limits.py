"""Every bound of reading, each with its reason. Over a bound a mail is still read, and a problem code says so.

Time, memory and processor of a whole reading are bounded by `pool`.
"""

HEADER_BYTES = 256 * 1024
"""A mail's own header: real ones have 2 to 40 KB; what is beyond has no reader but an attacker."""

FIELD_BYTES = 32 * 1024
"""A header field: 800 recipients fit in; parsers take quadratic time in addresses and encoded words."""

CONTENT_FIELD_BYTES = 8 * 1024
"""A Content-* field of any part: its parameters are split in quadratic time, 4 s for a megabyte."""

SKELETON_BYTES = 16 * 1024 * 1024
"""What is left of a mail without its large base64 leaves; the parser needs seven times as much memory."""

CUT_BYTES = 16 * 1024
"""A base64 leaf from this size on is cut out; smaller ones cost less in place."""

DELIMITER_LINES = 4_000
"""Lines that begin with two hyphens: each may open a part, and the parser takes 35 µs for every one."""

PARTS = 500
"""Leaves looked at: the richest real mails have some 60."""

DEPTH = 12
"""Levels of multipart and of mails within mails: the deepest real mails have six."""

NESTED_MAILS = 30
"""Mails attached to a mail: each is read as one."""

TEXT_CHARACTERS = 400_000
"""Text looked at: a thread quoted for years has 200,000 characters."""

HTML_CHARACTERS = 3_000_000
"""HTML looked at: Word writes some 40 characters for each one of text."""

HTML_TAG_DEPTH = 1_500
"""Open HTML elements: the tree builder takes quadratic time in them, minutes for 200,000."""

HTML_NODES = 60_000
"""HTML nodes walked: a rich newsletter has 8,000."""

TAG_BYTES = 8 * 1024
"""One tag with more blanks than `TAG_BLANKS`: attributes are told apart in quadratic time, 40 s for 100,000."""

TAG_BLANKS = 500

REPORT_BYTES = 512 * 1024
"""A delivery report with the mail that it returns, attachments cut out: the longest have 100 KB."""

LINES = 8_000
"""Lines of text looked at: a thread quoted for years has 5,000."""

LANGUAGE_CHARACTERS = 20_000
"""Text by which a language is told: three pages are more than enough."""

NAME_CHARACTERS = 255
"""A file name: no file system takes a longer one."""

SIGNATURES = 8
"""DKIM and ARC fields looked at: a mail through a list and a forwarder has six; each costs a question to the DNS."""
