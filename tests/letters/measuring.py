"""Read positions out of laid-out pages, in millimetres from the upper left corner of the paper."""

from weasyprint.formatting_structure import boxes

MM = 25.4 / 96  # one CSS pixel


def descendants(page):
    """Every box of the page, those in absolute position included."""
    return _below(page._page_box)


def _below(box):
    for child in getattr(box, "children", ()):
        child = getattr(child, "_box", child)
        yield child
        yield from _below(child)


def blocks_of_class(page, name):
    return [
        box
        for box in descendants(page)
        if isinstance(box, boxes.BlockLevelBox)
        and box.element is not None
        and name in (box.element.get("class") or "").split()
    ]


def text_lines(page):
    """(text, x, y, right end, height) of every line of text on the page, from top to bottom."""
    found = []
    for box in descendants(page):
        if isinstance(box, boxes.LineBox):
            texts = [
                text for text in box.descendants() if isinstance(text, boxes.TextBox) and text.text.strip()
            ]
            if texts:
                end = max(_end_of(text) for text in texts)
                words = "".join(text.text for text in texts)
                found.append(
                    (words, texts[0].position_x * MM, box.position_y * MM, end * MM, box.height * MM)
                )
    return sorted(found, key=lambda line: line[2])


def line_with(page, words):
    return next(line for line in text_lines(page) if words in line[0])


def paragraphs(page):
    """For each paragraph on the page: the right ends of its lines in mm, first to last."""
    for box in descendants(page):
        if isinstance(box, boxes.BlockBox) and box.element_tag == "p":
            lines = [line for line in box.children if isinstance(line, boxes.LineBox)]
            yield [_right_end(line) for line in lines if _texts(line)]


def _texts(line):
    return [text for text in line.descendants() if isinstance(text, boxes.TextBox) and text.text.strip()]


def _right_end(line):
    return max(_end_of(text) for text in _texts(line)) * MM


def _end_of(text):
    """Where the ink ends: the letter-spacing after the last character is empty."""
    spacing = text.style["letter_spacing"]
    return text.position_x + text.width - (0 if spacing == "normal" else spacing)
