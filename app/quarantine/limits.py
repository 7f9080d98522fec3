"""What one file, and one call with several, may cost. All numbers of the quarantine, and why they are what they are.

How large a file may be on each page is that page's own, smaller limit.
"""

MEGABYTE = 1024**2

# One process, one file.
LETTER_BYTES = 20 * MEGABYTE  # of a file that is compared with a letter of ours
FILE_BYTES = 32 * MEGABYTE  # what is handed to a process at all; the desk takes up to 30 MB
MEMORY_BYTES = 400 * MEGABYTE  # address space; a picture of 50 megapixels needs 200 MB, the libraries 40 MB
CPU_SECONDS = 8  # a PDF with 100,000 objects needs 2, a picture of 50 megapixels 1
WALL_SECONDS = (
    45.0  # for a process that stands still: a file is judged by processor time, however busy the machine
)
ANSWER_BYTES = 4 * MEGABYTE
NICENESS = 5  # pages come first: a third of their share, so that an honest file is not starved either

# What may come out of a file.
PIXELS = 50_000_000  # of one picture; the cameras of today stay below
STREAM_BYTES = 64 * MEGABYTE  # of one compressed stream of a PDF
LETTER_STREAM_BYTES = 8 * MEGABYTE  # the same where a PDF claims to be a letter of ours, of some 200 KB
ATTACHMENT_BYTES = 2 * MEGABYTE  # of the data attached to a letter; ours have some 10 KB
PACKAGE_PARTS = 5_000
PACKAGE_BYTES = 300 * MEGABYTE
PACKAGE_RATIO = 100  # times the size of the file, above PACKAGE_ALWAYS
PACKAGE_ALWAYS = 16 * MEGABYTE
TEXT_CHARACTERS = 600_000  # of a file whose text is kept; a document of 30 pages has 20,000
TEXT_PAGES = 500
TABLE_ROWS, TABLE_COLUMNS, TABLE_SHEETS = (
    3_000,
    60,
    20,
)  # of a table that is read cell by cell: ten years of a county
PAGE_WIDTH = 900  # pixels of a page that is drawn

# One call with all its files.
CALL_PIXELS = 125_000_000  # ten photographs of a telephone
CALL_CPU_SECONDS = 16.0
CALL_SECONDS = 55.0  # by the clock on the wall: a proxy waits for 60

# All calls of one web process. Together fewer than its threads, so that one always is free for pages.
AT_ONCE = 1
WAITING = 2
WAIT_SECONDS = 5.0
COME_BACK_SECONDS = 10
