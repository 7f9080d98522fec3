"""What can go wrong between facts and a letter. Every message is Chinese and may be shown to a clerk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One reason why a letter may not be made: the fact concerned ("" = all of it), a code, a sentence."""

    fact: str
    code: str
    message: str


class LetterError(Exception):
    """Base of all errors of this package."""


class LetterRefused(LetterError):
    """The letter would be wrong or incomplete, so it is not made. `problems` says why, one by one."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("；".join(problem.message for problem in problems))

    def fields(self) -> dict[str, str]:
        """The messages by fact, for a form that shows each beside its field."""
        found: dict[str, list[str]] = {}
        for problem in self.problems:
            found.setdefault(problem.fact, []).append(problem.message)
        return {fact: "；".join(messages) for fact, messages in found.items()}


class UnknownLetterKind(LetterError):
    """No folder of the catalogue holds this kind."""

    def __init__(self, kind: str):
        super().__init__(f"没有名为 {kind} 的文书")


class BrokenLetterKind(LetterError):
    """A folder of the catalogue is not a usable letter kind. Raised at the start, when it is read."""

    def __init__(self, folder: str, what: str):
        super().__init__(f"文书目录 {folder} 有误：{what}")


class FontsMissing(LetterError):
    """The fonts of the letters are not installed."""

    def __init__(self, folder: str, files: list[str]):
        self.folder, self.files = folder, files
        super().__init__(f"文书字体不全（{folder} 中缺少 {'、'.join(files)}），请先运行 make setup")


class RenderingFailed(LetterError):
    """The letter could not be typeset, or took too much time or memory."""
