"""Personal data as lists show it: enough to recognise, too little to misuse."""

import re

STAR = "*"
LONG_NUMBER = re.compile(r"[0-9０-９]{7,}[Xx]?")


def mask(text: str, head: int, tail: int) -> str:
    """Keep some signs at both ends; a text too short to hide anything is hidden whole."""
    hidden = len(text) - head - tail
    if hidden <= 0:
        return STAR * len(text)
    return text[:head] + STAR * hidden + text[len(text) - tail :]


def mask_name(name: str) -> str:
    """A person's name with the given name hidden: 张**. One character alone is hidden whole."""
    return mask(name, 1, 0)


def mask_id_number(number: str) -> str:
    """An identity number: 5323**********4514."""
    return mask(number, 4, 4)


def mask_telephone(number: str) -> str:
    """A telephone: 138****4514; a landline keeps its last four digits and its beginning."""
    return mask(number, 3, 4)


def mask_numbers(text: str) -> str:
    """A note in somebody's own words: each number in it that is long enough to reach or to identify a person."""
    return LONG_NUMBER.sub(lambda found: mask_telephone(found.group()), text)
