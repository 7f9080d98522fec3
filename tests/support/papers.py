"""A PDF of one empty page."""

import io

import pikepdf


def paper(words: str) -> bytes:
    """Another one for other words."""
    target, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Title"] = words
    made.save(target, deterministic_id=True)
    return target.getvalue()
