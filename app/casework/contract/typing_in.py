"""What people type or paste, made one thing before it is kept: composed, without invisible signs, with plain line ends.

Nothing that a reader can see is changed; what no font has stays in the record as it came (app/letters/printable.py).
"""

import re
import unicodedata

LINE_ENDS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
JOINERS = (
    "\u200c\u200d"  # they shape letters of Arabic, Mongolian and Indic writing; anywhere else they are dust
)
VOWEL_SEPARATOR = "\u180e"  # of Mongolian
EMOJI_SELECTOR = "\ufe0f\ufe0e"
INVISIBLE = frozenset({"Cc", "Cf"})


def as_kept(text: str, *, multiline: bool = True, is_number: bool = False) -> str:
    """The text in the one form in which it is kept.

    `multiline`: line ends stay; otherwise they become blanks. `is_number`: a telephone, a number, an address of
    electronic mail: full-width signs and dashes of the Chinese keyboard become the plain ones.
    """
    text = LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    if is_number:
        text = text.translate(FULL_WIDTH).translate(DASHES)
    text = "".join(_kept(text, place, multiline=multiline) for place in range(len(text)))
    return text.strip()


def _kept(text: str, place: int, *, multiline: bool) -> str:
    sign = text[place]
    if sign in "\n\t":
        return sign if multiline else " "
    if sign in EMOJI_SELECTOR:
        return ""
    category = unicodedata.category(sign)
    if category == "Zs":
        return sign if sign in "\u00a0\u3000" else " "
    if category not in INVISIBLE or sign == VOWEL_SEPARATOR:
        return sign
    return sign if sign in JOINERS and 0 < place < len(text) - 1 and _joins(text, place) else ""


def _joins(text: str, place: int) -> bool:
    """Whether both neighbours are letters of a writing that is joined."""
    around = (text[place - 1], text[place + 1])
    return all(0x0600 <= ord(one) < 0x2000 and unicodedata.category(one)[0] in "LM" for one in around)
