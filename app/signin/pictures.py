"""A QR picture for the screen, as inline SVG: dark on white with its quiet zone, whatever the display shows around."""

import segno
from markupsafe import Markup

QUIET = 4  # modules, ISO/IEC 18004


def qr_svg(text: str) -> Markup:
    """The picture of a text that nobody else reads: its title does not repeat it."""
    code = segno.make(text, error="m", micro=False)
    title = "供手机验证器应用扫描的二维码"
    return Markup(code.svg_inline(omitsize=True, border=QUIET, light="#fff", title=title, svgclass="qr"))
