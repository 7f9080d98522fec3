"""`flask letters verify`: is a PDF the letter that the office issued, and what of its digital signatures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from app.letters.reading import FindIssued, NotOurLetter, Verdict, verify
from app.letters.signatures import Signature, are_sound, read_signatures
from app.timekeeping import OFFICE_TIME

FINDING = 1
VERDICTS = {
    Verdict.GENUINE: "真实：与登记的文书一致",
    Verdict.ALTERED: "已被改动：与登记的文书不一致",
    Verdict.UNKNOWN: "未知：登记中没有这份文书",
}
INTEGRITY = {"intact": "完好", "broken": "已被破坏", "unchecked": "有，本系统不能核对其算法（如国密算法）"}


def verify_command(find_issued: FindIssued) -> click.Command:
    """The command. Exit status 1 for every file but the issued one, and for a signature that is broken."""

    @click.command("verify", help="核验一份 PDF：真实、已被改动或者未知，数字签名是否完好")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def verify_letter(file: Path) -> None:
        pdf = file.read_bytes()
        try:
            verdict, letter = verify(pdf, find_issued)
        except NotOurLetter as error:
            click.echo(f"未知：{error}")
            raise SystemExit(FINDING) from None
        number = letter.facts.get("document_number", "")
        click.echo(f"{VERDICTS[verdict]}　{letter.facts.get('organ_name', '')}　{number}　{letter.code}")
        signatures = read_signatures(pdf)
        _tell_signatures(signatures)
        if verdict is not Verdict.GENUINE or not are_sound(signatures):
            raise SystemExit(FINDING)

    return verify_letter


def _tell_signatures(signatures: Sequence[Signature]) -> None:
    if not signatures:
        click.echo("数字签名：无")
    for each in signatures:
        covers = "覆盖整个文件" if each.covers_file else "没有覆盖整个文件"
        click.echo(f"数字签名：{INTEGRITY[each.integrity]}，{covers}")
        click.echo(f"签名证书：{each.holder or '不能读取'}（只读出名称，不判断证书是否可信）")
        click.echo(f"签名时间：{_in_office(each.signed_at) if each.signed_at else '不能读取'}")


def _in_office(instant: datetime) -> str:
    return f"{instant.astimezone(OFFICE_TIME):%Y-%m-%d %H:%M:%S}（北京时间，签名人自报）"
