"""The text of a statement: one form in which it is signed and published, so that both are the same, byte for byte."""

from app.casework.publications.content import Block, Content
from app.processes.response.models import Statement


def normal(headline: str, body: str, *closing: str) -> str:
    """The text as it is signed: the headline, then one paragraph a line, no empty lines."""
    lines = [line.strip() for line in body.splitlines()]
    return "\n".join([" ".join(headline.split()), *(line for line in lines if line), *closing])


def content_of(text: str) -> Content:
    """A signed text as it is published: nothing is added, left out or changed."""
    headline, *paragraphs = text.split("\n")
    return Content(headline=headline, body=tuple(Block(line) for line in paragraphs))


def text_of(content: Content) -> str:
    """What the public reads, in the form in which it was signed."""
    return "\n".join([content.headline, *(block.text for block in content.body)])


def correction_line(corrects: Statement) -> str:
    """The last paragraph of a correction, which names what it corrects."""
    assert corrects.published_at is not None  # only what was published can be corrected
    return f"本次发布更正{corrects.published_at:%Y年%m月%d日 %H:%M}发布的《{corrects.headline}》，以本次发布为准。"
