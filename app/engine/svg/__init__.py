"""Parts of the drawing: text and symbols as SVG without style attributes, which a strict CSP lets pass."""
