"""A card that the house does not take in."""


class CardRefused(RuntimeError):
    """A process's card names something that does not exist or is taken: the start stops with one line."""

    def __init__(self, process: str, field: str, what: str) -> None:
        super().__init__(f"业务“{process}”的 {field}：{what}")
        self.process, self.field = process, field
