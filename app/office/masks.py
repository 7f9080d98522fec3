"""Personal data as lists show it: enough to recognise, too little to misuse."""

STAR = "*"


def mask(text: str, head: int, tail: int) -> str:
    """Keep some signs at both ends; a text too short to hide anything is hidden whole."""
    hidden = len(text) - head - tail
    if hidden <= 0:
        return STAR * len(text)
    return text[:head] + STAR * hidden + text[len(text) - tail :]


def mask_id_number(number: str) -> str:
    """An identity number: 5323**********4514."""
    return mask(number, 4, 4)


def mask_telephone(number: str) -> str:
    """A telephone: 138****4514; a landline keeps its last four digits and its beginning."""
    return mask(number, 3, 4)


def mask_name(name: str) -> str:
    """A person's name: the family name's first sign only."""
    return mask(name, 1, 0)


def mask_email(address: str) -> str:
    """An e-mail address: the first sign and the domain."""
    name, at, domain = address.partition("@")
    return mask(name, 1, 0) + at + domain


def mask_address(address: str) -> str:
    """A postal address: its beginning, down to about the county."""
    return mask(address, 6, 0)
