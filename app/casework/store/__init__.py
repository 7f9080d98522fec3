"""The file store: bytes under their hash, written with the act that names them."""
