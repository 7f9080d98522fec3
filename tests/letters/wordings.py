"""Wordings for the tests of their rules: the house's text with a piece put in, and facts as long as they may be."""

from app.letters.variants import TEXT, files_of

PLACE = "<p>经审查"


def with_piece(kind, piece, place=PLACE):
    """The standard text with a piece before the given place, and the number of the line where the piece begins."""
    text = files_of(kind)[TEXT]
    assert place in text
    before, _, after = text.partition(place)
    return before + piece + place + after, before.count("\n") + 1


def longest_facts(kind, sign="&"):
    """Sample facts whose texts are as long as letters let them be, of the sign that takes most room in HTML."""

    def long(field, sample):
        if field.type in ("string", "text"):
            return sign * min(field.max_length, 2_000)
        if field.type == "list":
            return [sign * min(field.max_length, 200)] * min(field.max_items, 20)
        if field.type == "rows":
            row = {
                column.name: (
                    sign * min(column.max_length, 50)
                    if column.type in ("string", "text")
                    else sample[0][column.name]
                )
                for column in field.columns
                if column.name in sample[0]
            }
            return [row] * min(field.max_items, 60)
        return sample

    samples = kind.sample_facts()
    texts = [
        name
        for name, field in kind.facts.items()
        if field.type in ("text", "list", "rows") and name in samples
    ]
    return samples | {name: long(kind.facts[name], samples[name]) for name in texts}
