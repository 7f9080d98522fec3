"""Words → template. What is typed is text and names of known fields, never code; what is wrong is told at its box."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from app.letters.facts import gap_in
from app.letters.fonts import describe, unprintable
from app.letters.variant_vocabulary import GAP, LONGEST, REMEDY_WORDS
from app.letters.variant_words import bare
from app.letters.worded import SUBHEADING, TABLE, Locked, Passage, Piece, Worded
from app.letters.worded_names import ARTICLES

MARK = re.compile(r"(〔[^〔〕\n]*〕|[〔〕])")
YEAR = re.compile(r"〔\d{4}〕")
CODE = re.compile(r"[<>{}]")
ARTICLE_WORDS = re.compile(r"[第条款项、和至（）零一二三四五六七八九十百]{3,80}")
AROUND = " \t\r\u3000\u00a0"


class WordsRefused(ValueError):
    """What is wrong, by the key of the box."""

    def __init__(self, problems: dict[str, str]):
        super().__init__("；".join(problems.values()))
        self.problems = problems


def write(frame: Worded, texts: Mapping[str, str]) -> str:
    """The template with these words in the frame of the standard; raises WordsRefused with a sentence a box."""
    return _Writer(frame, texts).template()


class _Writer:
    def __init__(self, frame: Worded, texts: Mapping[str, str]):
        self.frame = frame
        self.texts = {key: texts.get(key, "").replace("\r\n", "\n") for key in frame.pieces}
        self.problems: dict[str, str] = {}
        self.said: dict[str, list[str]] = {}  # names by box, in the order of the text

    def template(self) -> str:
        code = {key: self._piece(piece) for key, piece in self.frame.pieces.items()}
        self._whole()
        if self.problems:
            raise WordsRefused({key: self.problems[key] for key in self.frame.pieces if key in self.problems})
        blocks = (
            f"{{% block {name} %}}\n{kept if name == TABLE else self._filled(name, code)}{{% endblock %}}\n"
            for name, kept in self.frame.blocks
        )
        return self.frame.head + "".join(blocks)

    def _refuse(self, key: str, sentence: str) -> None:
        self.problems.setdefault(key, sentence)

    def _piece(self, piece: Piece) -> list[str | tuple[str]]:
        """The box as code; a name alone stands for a passage, to be filled with its branches."""
        lines = [line.strip(AROUND) for line in self.texts[piece.key].split("\n")]
        lines = [line for line in lines if line]
        self.said[piece.key] = []
        self._words(piece)
        if not piece.is_block:
            if len(lines) > 1:
                self._refuse(piece.key, "这里只能写在一段之内，请不要换行")
            return self._stretch(piece, "".join(lines), "")
        out: list[str | tuple[str]] = []
        for number, line in enumerate(lines, start=1):
            out += [*self._line(piece, line, f"第 {number} 段："), "\n"]
        return out

    def _words(self, piece: Piece) -> None:
        text = self.texts[piece.key]
        if not text.strip(AROUND + "\n") and piece.key in dict(self.frame.blocks):
            self._refuse(piece.key, f"请填写{piece.label}")
        if found := CODE.search(text):
            self._refuse(piece.key, f"文字中不能有“{found[0]}”：文书只有文字和〔要素〕，不写代码和标签")
        if bad := unprintable(text.replace("\t", " ").replace("\n", " ")):
            self._refuse(piece.key, f"有不能印制或者看不见的字符：{describe(bad[:6])}")
        if remedy := REMEDY_WORDS.search(bare(MARK.sub("某", text))):
            self._refuse(piece.key, f"救济告知由规则生成，不得写在文中（“{remedy[0]}”）")
        if gap := gap_in(text, GAP):
            self._refuse(piece.key, f"有未填的空缺“{gap}”")
        if len(text) > LONGEST:
            self._refuse(piece.key, f"最长 {LONGEST} 字，现为 {len(text)} 字")

    def _line(self, piece: Piece, line: str, place: str) -> list[str | tuple[str]]:
        if MARK.fullmatch(line) and self._is_block(line[1:-1]):
            return self._mark(piece, line[1:-1], place, alone=True)
        heading = f"〔{SUBHEADING}〕"
        opening = '<p class="level-1">' if line.startswith(heading) else "<p>"
        return [opening, *self._stretch(piece, line.removeprefix(heading), place), "</p>"]

    def _stretch(self, piece: Piece, line: str, place: str) -> list[str | tuple[str]]:
        out: list[str | tuple[str]] = []
        for part in MARK.split(line):
            if part in ("〔", "〕"):
                self._refuse(piece.key, f"{place}“{part}”没有与它成对的另一半，请写成〔要素名称〕")
            elif MARK.fullmatch(part) and not YEAR.fullmatch(part):
                out += self._mark(piece, part[1:-1], place, alone=False)
            else:
                out.append(html.escape(part, quote=False))
        return out

    def _is_block(self, name: str) -> bool:
        found = self.frame.fields.get(name) or self.frame.passages.get(name) or self.frame.locked.get(name)
        return found is not None and found.is_block

    def _mark(self, piece: Piece, name: str, place: str, *, alone: bool) -> list[str | tuple[str]]:
        self.said[piece.key].append(name)
        if self._is_block(name) and not (alone and piece.is_block):
            self._refuse(piece.key, f"{place}〔{name}〕自成段落，须单独写一行")
        own = self.frame.passages.get(name) or self.frame.locked.get(name)
        if own is not None and own.within != piece.key:
            where = self.frame.pieces[own.within].label
            self._refuse(piece.key, f"{place}〔{name}〕只能写在“{where}”中")
        elif name in self.frame.passages:
            return [(name,)]
        elif name in self.frame.locked:
            return [self.frame.locked[name].code]
        elif name in self.frame.fields:
            return ["{{ " + self.frame.fields[name].code + " }}"]
        elif name.startswith(ARTICLES):
            return self._articles(piece, name, place)
        else:
            told = "请从要素清单中选用" if name != SUBHEADING else "只能写在一段的开头"
            self._refuse(piece.key, f"{place}没有名为〔{name}〕的要素，{told}")
        return []

    def _articles(self, piece: Piece, name: str, place: str) -> list[str | tuple[str]]:
        articles = name.removeprefix(ARTICLES)
        if not any(one.code == "parts.regulation" for one in self.frame.fields.values()):
            self._refuse(piece.key, f"{place}这种文书不能使用〔{ARTICLES}…〕")
        if not ARTICLE_WORDS.fullmatch(articles):
            self._refuse(piece.key, f"{place}〔{ARTICLES}…〕中只写条、款、项，例如〔{ARTICLES}第三十七条〕")
        return [f'{{{{ parts.by_articles("{articles}") }}}}']

    def _whole(self) -> None:
        """Each named part once where it belongs, and nothing lost that the standard says."""
        named: list[Passage | Locked] = [*self.frame.passages.values(), *self.frame.locked.values()]
        for one in named:
            if (count := self.said[one.within].count(one.name)) != 1:
                told = f"缺少〔{one.name}〕" if count == 0 else f"〔{one.name}〕只能写一次"
                self._refuse(one.within, f"{told}，它可以移动，不能删去或者重复")
        said = {self._need(name) for names in self.said.values() for name in names}
        for key, piece in self.frame.pieces.items():
            for name in (mark[1:-1] for mark in MARK.findall(piece.text)):
                if (need := self._need(name)) and need not in said:
                    self._refuse(key, f"缺少要素〔{name}〕，标准文本写明的要素都要保留")

    def _need(self, name: str) -> str:
        if name.startswith(ARTICLES):
            return ARTICLES
        found = self.frame.fields.get(name)
        return found.needs if found else ""

    def _filled(self, key: str, code: Mapping[str, list[str | tuple[str]]]) -> str:
        """The code of a box with every passage in its place. A passage stands in one box only, so this ends."""
        return "".join(
            part if isinstance(part, str) else self._conditional(part[0], code) for part in code[key]
        )

    def _conditional(self, name: str, code: Mapping[str, list[str | tuple[str]]]) -> str:
        passage, out = self.frame.passages[name], ""
        for number, (test, key) in enumerate(zip(passage.tests, passage.keys, strict=True)):
            word = ("elif " if number else "if ") + test if test else "else"
            out += f"{{% {word} %}}" + self._filled(key, code)
        return out + "{% endif %}"
