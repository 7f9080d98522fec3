"""The settings file means the same to the services, for which systemd reads it, and to commands."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.deploy.with_settings import Unreadable, settings_in

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "scripts/deploy/with_settings.py"
READER_OF_SYSTEMD = Path("/usr/lib/systemd/user-environment-generators/30-systemd-environment-d-generator")
QUERY = "postgresql+psycopg://m:p@db/m?sslmode=require&connect_timeout=5"
SIGNS = "https://gw.example/send?a=1&b=2;c=3|d<e>f(g)*!~"
MEANT = {
    "plain": "plain", QUERY: QUERY, SIGNS: SIGNS,
    "  a value with blanks \t": "a value with blanks",
    "a # no remark ; neither": "a # no remark ; neither",
    "'single; \"as\" \\it stands'": 'single; "as" \\it stands',
    '"double \\"quoted\\" \\\\ \\n #"': 'double "quoted" \\ \\n #',
    "\"two\" 'and' more": "twoandmore",
    '"one \\\nline"': "one line",
    "a\"b\"'c'": "a\"b\"'c'",
    "back\\slash\\\\ \\'": "backslash\\ '",
    "kept blank\\  ": "kept blank ",
    "goes \\\n  on": "goes   on",
    "禄丰市人民政府": "禄丰市人民政府",
}  # fmt: skip
NOT_SHOWN = {  # by the program that shows what systemd's own reader finds: it expands, and leaves out what is empty
    "''": "", "": "", "'two\nlines'": "two\nlines", "pa$$word": "pa$$word", "$HOME": "$HOME", "${HOME}": "${HOME}",
    "'$(id)'": "$(id)", '"\\$a \\`id\\` `b`"': "$a `id` `b`",
}  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), [*MEANT.items(), *NOT_SHOWN.items()])
def test_a_value_is_read_as_systemd_documents_it(written, meant):
    text = f"# head\n\n  ; another\nBEFORE=1\nNAME = {written}\nAFTER=2\n"
    assert settings_in(text) == {"BEFORE": "1", "NAME": meant, "AFTER": "2"}
    assert settings_in(text.rstrip("\n"))["AFTER"] == "2"


def test_systemd_itself_reads_the_same(tmp_path):
    if not READER_OF_SYSTEMD.exists():
        pytest.skip("there is no systemd here; what it documents is held by the test above")
    folder = tmp_path / "environment.d"
    folder.mkdir()
    text = "".join(f"NAME_{number}={written}\n" for number, written in enumerate(MEANT))
    (folder / "settings.conf").write_text(text, encoding="utf-8")
    own = {"XDG_CONFIG_HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    told = subprocess.run([READER_OF_SYSTEMD], env=own, capture_output=True, text=True, check=True).stdout
    words = [word.partition("=") for word in shlex.split(told)]
    read = {name: value for name, _, value in words if name.startswith("NAME_")}
    assert read == settings_in(text)
    assert list(read.values()) == list(MEANT.values())


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A=1\nexport B=2\n", 2), ("A=1\n\njust words\nB=2\n", 3), ("A=1\n=2\n", 2), ("1A=x\n", 1), ("A=1\nB", 2),
        ("A=1\nB='open\nC=2\n", 2), ('A=1\nB="open\nC=2\n', 2), ('A="open\\', 1), ("# remark \\\nA=1\n", 1),
        ("\ufeffA=1\n", 1), ("A=1\nB=\x00\n", 2), ("名称=1\n", 1),
    ],
)  # fmt: skip
def test_a_line_that_is_no_setting_is_refused_with_its_number(text, line):
    with pytest.raises(Unreadable, match=f"^第 {line} 行不能识别"):
        settings_in(text)


def ran(tmp_path, text):
    file = tmp_path / "mingbai.env"
    file.write_text(text, encoding="utf-8")
    show = "import json, os; print(json.dumps(dict(os.environ)))"
    command = [sys.executable, SCRIPT, file, sys.executable, "-c", show]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_command_gets_what_was_written_and_nothing_of_it_runs(tmp_path):
    trap = tmp_path / "trap"
    told = ran(tmp_path, f"DATABASE_URL=x?a=1&b=2\nSMTP_URL=smtp://u:p&q$(touch {trap})`touch {trap}`@mail\n")
    assert told.returncode == 0, told.stderr
    assert '"DATABASE_URL": "x?a=1&b=2"' in told.stdout
    assert f'"SMTP_URL": "smtp://u:p&q$(touch {trap})`touch {trap}`@mail"' in told.stdout
    assert not trap.exists()


def test_an_unreadable_file_runs_no_command_and_says_the_line(tmp_path):
    told = ran(tmp_path, "A=1\nexport DATABASE_URL=x\n")
    assert (told.returncode, told.stdout) == (2, "")
    assert len(told.stderr.splitlines()) == 1
    assert "第 2 行不能识别" in told.stderr


def test_the_installed_command_reads_the_file_this_way(tmp_path):
    file = tmp_path / "mingbai.env"
    file.write_text("A=1\nwrong line\n", encoding="utf-8")
    own = {**os.environ, "MINGBAI_SETTINGS": str(file)}
    command = ["sh", ROOT / "scripts/deploy/flask.sh", "--version"]
    told = subprocess.run(command, env=own, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "第 2 行不能识别" in told.stderr
