"""What an attachment may cost, each limit once and with its reason.

The figures come from trials with 486 honest files (none of them refused) and 39 bombs. They keep a reader within half a
gigabyte and ten seconds; the limits of the worker process are the wall behind them.
"""

MIB = 2**20

PIXELS = 40_000_000  # a telephone takes 12 to 24 million; Pillow alone refuses only at 179 million
PIXELS_IN_PDF = 60_000_000  # a scan of A3 at 600 dpi; pdfium decodes the whole picture whatever the size asked for
SIDE = 20_000  # pixels; beyond it no camera and no scanner, and decoders allocate by line
FRAMES = 20  # pages of a TIFF fax; animations are not documents

PAGES_READ = 20  # for their text: the longest technical file seen has twelve
PAGES_SEEN = 4  # given to OCR at three seconds each: registration extracts run to three or four
PAGES_ANNOUNCED = 2_000  # a document of more pages is no dossier
PAGE_SIDE = 14_400  # points, five metres: what PDF itself allows (ISO 32000-1, C.2)
SNIPPETS = 2_000  # of a page; a dense table has a thousand, and sorting them into rows compares neighbours
CHARACTERS = 200_000  # of text kept a document
RENDER_SIDE = 3_300  # pixels of a rendered page: A4 at 280 dpi
RENDER_SCALE = 200 / 72  # 200 dpi, where accuracy stops rising
OBJECTS_READ = 2_000  # looked at one by one
OBJECTS_DRAWN = 50_000  # on a page to be rendered; 400 000 curves never end
STREAM = 64 * MIB  # one inflated stream of a PDF; pdfium would inflate without asking
STREAMS = 160 * MIB  # all inflated streams of a PDF

MEMBERS = 200  # of an archive; a dossier has ten
MEMBER = 50 * MIB  # one member, inflated
INFLATED = 100 * MIB  # all members of all archives of one mail
RATIO = 150  # inflated to packed; text reaches 20
RATIO_FROM = MIB  # below it a high ratio harms nobody
DEPTH = 2  # an archive in an archive; deeper ones are listed, not opened
BLOCK = 65_536  # read at a time, so that a lie about sizes is found before memory is gone

XML = 20 * MIB  # one part of an Office file
XML_DEPTH = 200  # nested elements
SVG = 2 * MIB
SVG_ELEMENTS = 20_000
DOCUMENTS = 300  # that one mail may have, members of archives counted
CONTENT = 64 * MIB  # one attachment; providers refuse mails above 50
