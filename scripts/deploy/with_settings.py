"""Run a command with the settings of a file, read as systemd reads an EnvironmentFile: `with_settings.py FILE COMMAND`.

A shell would not do: to it `&` and `;` end a command, and `$` begins another value; commands would then work on another
database than the services. Nothing is evaluated here. What systemd would leave out in silence is refused with its line.
Rules: systemd.exec(5), EnvironmentFile=; what it leaves open is as in systemd's own reader (src/basic/env-file.c).
"""

import os
import re
import sys
from pathlib import Path

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
ENDS, BLANK = "\n\r", " \t\n\r"
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
TAKEN_BACK = '"\\`$'  # what a backslash protects between double quotes; it stays before any other sign
BAD_INPUT = 2


class Unreadable(Exception):
    """A line that is no setting."""

    def __init__(self, line: int, why: str):
        super().__init__(f"第 {line} 行不能识别：{why}")


class Reading:
    """The text, and how far it is read."""

    def __init__(self, text: str):
        self.text, self.at = text, 0

    def next(self) -> str:
        """The next sign; nothing at the end."""
        sign = self.text[self.at : self.at + 1]
        self.at += len(sign)
        return sign

    def refuse(self, at: int, why: str) -> Unreadable:
        return Unreadable(self.text.count("\n", 0, at) + 1, why)

    def name(self) -> str:
        """The name before the next `=`, past blank lines and remarks; nothing at the end."""
        while (sign := self.next()) and sign in BLANK + "#;":
            if sign in "#;":
                self._skip_remark()
        begins = self.at - len(sign)
        while sign and sign not in ENDS and sign != "=":
            sign = self.next()
        name = self.text[begins : self.at - 1].rstrip(BLANK) if sign == "=" else ""
        if (sign or begins < self.at) and not NAME.fullmatch(name):
            raise self.refuse(begins, "应为 名称=值，名称只能用字母、数字和下划线")
        return name

    def _skip_remark(self) -> None:
        begins = self.at
        while (sign := self.next()) and sign not in ENDS:
            if sign == "\\" and self.text[self.at : self.at + 1] in ("\n", "\r"):
                raise self.refuse(begins, "注释不能以反斜杠结尾（不同版本的 systemd 读法不同）")

    def value(self) -> str:
        """What stands behind the `=`: quoted pieces, which may have several lines, then signs as they stand."""
        begins, parts = self.at, list[str]()
        while (sign := self.next()) and sign not in ENDS:
            if sign == "'":
                parts.append(self._single())
            elif sign == '"':
                parts.append(self._double())
            elif sign not in BLANK:
                self.at -= 1
                parts.append(self._plain())
                break
        value = "".join(parts)
        if CONTROL.search(value):
            raise self.refuse(begins, "值中有控制字符")
        return value

    def _single(self) -> str:
        begins = self.at
        end = self.text.find("'", begins)
        if end < 0:
            raise self.refuse(begins, "单引号没有结束")
        self.at = end + 1
        return self.text[begins:end]

    def _double(self) -> str:
        begins, found = self.at, list[str]()
        while (sign := self.next()) != '"':
            if sign == "\\":
                sign = self.next()
                sign = "" if sign == "\n" else sign if sign in TAKEN_BACK else f"\\{sign}"
            if self.at >= len(self.text):
                raise self.refuse(begins, "双引号没有结束")
            found.append(sign)
        return "".join(found)

    def _plain(self) -> str:
        """To the end of the line; blanks at the end go, unless a backslash stands before them."""
        found, kept = list[str](), 0
        while (sign := self.next()) and sign not in ENDS:
            is_protected = sign == "\\"
            if is_protected and (sign := self.next()) in ENDS:
                sign = ""  # the value goes on in the next line
            found.append(sign)
            if is_protected or sign not in BLANK:
                kept = len(found)
        return "".join(found[:kept])


def settings_in(text: str) -> dict[str, str]:
    """The settings by name, the last one of a name. Raises Unreadable."""
    reading, found = Reading(text), dict[str, str]()
    while name := reading.name():
        found[name] = reading.value()
    return found


def main(file: str, *command: str) -> None:
    """Become the command. Exits with 2 and one line when the file cannot be read as it is meant."""
    try:
        settings = settings_in(Path(file).read_bytes().decode("utf-8"))
    except (Unreadable, UnicodeDecodeError) as error:
        told = error if isinstance(error, Unreadable) else "不是 UTF-8 文本"
        print(f"{file} {told}。没有运行命令", file=sys.stderr)
        sys.exit(BAD_INPUT)
    os.execvpe(command[0], command, {**os.environ, **settings})


if __name__ == "__main__":
    main(*sys.argv[1:])
