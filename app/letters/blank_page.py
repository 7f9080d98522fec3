"""An empty page as a PDF: what the demo files where an office would file a scanned paper."""

import io


def blank_page(title: str) -> bytes:
    """One empty page with this title; the same title makes the same bytes."""
    import pikepdf  # here, as it takes 5 MB and the process of a web server makes no such page

    target, made = io.BytesIO(), pikepdf.new()
    made.add_blank_page()
    made.docinfo["/Title"] = title
    made.save(target, deterministic_id=True)
    return target.getvalue()
