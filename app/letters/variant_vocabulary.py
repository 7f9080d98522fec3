"""What a wording may be made of: the closed lists of code, tags, classes and sizes, in one place.

docs/letters.md repeats them as a table for those who write wordings. Everything not named here is refused.
"""

from __future__ import annotations

import re

# ---- sizes: the longest wording of the house has 700 characters, 22 pieces of code and 26 tags ----
LONGEST = 20_000  # characters of the text
MOST_LINES = 400
MOST_CODE = 120  # pieces of code: {{ … }} and {% … %}
MOST_TAGS = 300
MOST_CELLS = 12  # in one row of a table
WIDEST_CELL = 8  # columns or rows that one cell may cover
DEEPEST = 4  # conditions and loops inside each other; a loop never stands in a loop
LONGEST_PRINTED = 100_000  # characters that the letter can have at most, by the limits of its facts
LONGEST_REGISTER = (
    300_000  # the same for a register, of up to 500 rows, and for a sheet that recites a request whole
)
LONG_FORMATS = ("register", "sheet")

# ---- code ----
BLOCKS = ("text", "addressee", "ending", "rows", "notes")
IMPORTS = {"parts": "parts.html", "form": "form_parts.html"}
WORDS = ("string", "text", "integer", "amount")  # types of facts that are printed as they stand
FILTERS = {  # filter → types of facts that it takes
    "day": ("date",),
    "day_or_blank": ("date",),
    "compact_day": ("date",),
    "quoted": ("string", "text"),
    "sentence": ("string", "text"),
    "clause": ("string", "text"),
    "bracketed": ("string", "text"),
    "title_alone": ("string",),
    "length": ("list", "rows"),
}
PASSAGES = {  # ready passages of the house → what stands in their brackets, and where they may stand
    ("parts", "received"): ((), "block"),
    ("parts", "statements"): (("text",), "block"),
    ("parts", "numbered"): (("list",), "block"),
    ("parts", "listed"): (("rows",), "block"),
    ("parts", "undivided"): ((), "block"),
    ("parts", "by_articles"): (("words",), "inline"),
    ("form", "row"): (("words", "words"), "row"),
    ("form", "pair"): (("words", "words", "words", "words"), "row"),
    ("form", "words"): (("words", "text"), "row"),
    ("form", "space"): (("words",), "row"),
    ("form", "ticks"): (("words", "options", "choice"), "row"),
    ("form", "signature"): (("words",), "row"),
    ("form", "opinion"): (("words", "text", "words", "date"), "row"),
}
NAMED_WORDS = ("regulation", "regulation_short")  # of parts

# ---- tags: element → what may stand directly in it; "#…" is text or a passage of that kind ----
INLINE = frozenset({"#inline", "br", "strong", "span"})
TABLE = frozenset({"caption", "colgroup", "thead", "tbody", "tr"})
CHILDREN = {
    "text": frozenset({"#block", "p", "h2", "ul", "ol", "table"}),
    "rows": TABLE | {"#row"},
    "addressee": INLINE,
    "ending": INLINE,
    "notes": INLINE,
    "p": INLINE,
    "h2": INLINE,
    "li": INLINE,
    "caption": INLINE,
    "th": INLINE,
    "td": INLINE | {"p", "ul", "ol"},
    "span": frozenset({"#inline", "br", "strong"}),
    "strong": frozenset({"#inline", "br"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "table": TABLE,
    "colgroup": frozenset({"col"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
}
VOID = frozenset({"br", "col"})
TAGS = frozenset(CHILDREN) - set(BLOCKS) | VOID
CLASSES = (
    "addressee", "level-1", "level-2", "words", "long", "sign", "choice", "box", "label",
    "w12", "w13", "w16", "w22", "w24", "w32", "w46",
)  # fmt: skip
ATTRIBUTES = {  # attribute → (elements, or none for all, its values, as readers are told)
    "class": (frozenset(), re.compile("|".join(CLASSES)), "、".join(CLASSES)),
    "scope": (frozenset({"th"}), re.compile("row|col"), "row 或者 col"),
    "colspan": (frozenset({"th", "td"}), re.compile(f"[1-{WIDEST_CELL}]"), f"1 至 {WIDEST_CELL}"),
    "rowspan": (frozenset({"th", "td"}), re.compile(f"[1-{WIDEST_CELL}]"), f"1 至 {WIDEST_CELL}"),
}

# ---- words ----
# The remedy clause comes from the rules. In the text as it is printed, without blanks and signs; 答复议案 and the like
# are no 复议.
REMEDY_WORDS = re.compile(
    "(?<![答重批回恢反函])[复復複覆][议議]|[诉訴][讼訟]|[起上][诉訴]|法院|救[济濟済]|[终終]局"
)
GAP = re.compile(r"_{2,}|＿{2,}|×{2,}|【\s*】|〔\s*〕")
