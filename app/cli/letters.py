"""`flask letters …`: list the catalogue, render one letter, make samples of all, verify a PDF."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import click

from app.cli.letter_verification import verify_command
from app.letters import Catalogue, Drawn, LetterError, LetterKind, render
from app.letters.reading import FindIssued
from app.letters.schema import json_schema
from app.letters.seals import draw_test_seal

T = TypeVar("T")


class BadInput(click.ClickException):
    """Wrong usage or input: one line on the error channel, exit status 2."""

    exit_code = 2


def letters_group(find_issued: FindIssued, catalogue: Callable[[], Catalogue] = Catalogue) -> click.Group:
    """The command group. `find_issued` looks a verification code up in the register of issued letters."""
    group = click.Group("letters", help="文书：目录、制作、样本、核验")
    group.add_command(_list_command(catalogue))
    group.add_command(_render_command(catalogue))
    group.add_command(_sample_command(catalogue))
    group.add_command(verify_command(find_issued))
    return group


def _list_command(catalogue: Callable[[], Catalogue]) -> click.Command:
    @click.command("list", help="列出全部文书种类")
    @click.option("--json", "as_json", is_flag=True, help="JSON，含要素的 JSON Schema")
    def list_letters(as_json: bool) -> None:
        kinds = list(catalogue())
        if as_json:
            click.echo(json.dumps([_described(kind) for kind in kinds], ensure_ascii=False, indent=2))
            return
        for kind in kinds:
            click.echo(f"{kind.kind}\t{kind.name}\t{kind.remedy_class}\t{'、'.join(kind.articles) or '—'}")

    return list_letters


def _described(kind: LetterKind) -> dict[str, Any]:
    return {
        "kind": kind.kind,
        "name": kind.name,
        "title": kind.title,
        "when": kind.when,
        "articles": list(kind.articles),
        "remedy_class": kind.remedy_class,
        "time_limit": kind.time_limit,
        "recipient": kind.recipient,
        "report_row": kind.report_row,
        "usage_note": kind.usage_note,
        "format": kind.format,
        "version": kind.version_hash,
        "facts": json_schema(kind),
    }


def _render_command(catalogue: Callable[[], Catalogue]) -> click.Command:
    @click.command("render", help="用 JSON 要素文件制作一份文书（不加盖印章）")
    @click.argument("kind")
    @click.option(
        "--facts", "facts_file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
    )
    @click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
    def render_letter(kind: str, facts_file: Path, output: Path) -> None:
        try:
            facts = json.loads(facts_file.read_text("utf-8"))
        except ValueError as error:
            raise _stop(f"{facts_file}：不是 JSON 文件（{error}）") from error
        if not isinstance(facts, dict):
            raise _stop(f"{facts_file}：须为 JSON 对象")
        output.write_bytes(_made(lambda: render(catalogue().kind(kind), facts)))
        click.echo(f"{output}")

    return render_letter


def _sample_command(catalogue: Callable[[], Catalogue]) -> click.Command:
    @click.command("sample", help="用样例要素制作文书，PDF 和 PNG")
    @click.argument("kinds", nargs=-1)
    @click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path))
    @click.option("--dpi", default=70, show_default=True, type=click.IntRange(20, 300))
    @click.option("--sheet", type=click.Path(dir_okay=False, path_type=Path), help="另存一张总览图（PNG）")
    def sample_letters(kinds: tuple[str, ...], output: Path, dpi: int, sheet: Path | None) -> None:
        known = catalogue()
        chosen = _made(lambda: [known.kind(kind) for kind in kinds] or list(known))
        output.mkdir(parents=True, exist_ok=True)
        pages: list[tuple[str, Path]] = []
        for done, kind in enumerate(_with_progress(chosen), start=1):
            pages += [
                (f"{kind.number or ''} {kind.name}"[:17], page) for page in _write_sample(kind, output, dpi)
            ]
            if done % 10 == 0 and not sys.stdout.isatty():
                click.echo(f"{done}/{len(chosen)}")
        if sheet:
            from app.letters.contact_sheet import contact_sheet  # here, as its library takes 4 MB

            sheet.write_bytes(contact_sheet(pages))
        click.echo(f"{len(chosen)} 种文书 → {output}")

    return sample_letters


def _with_progress(kinds: list[LetterKind]) -> Iterator[LetterKind]:
    """A bar on a terminal; elsewhere the caller prints sparse lines."""
    if not sys.stdout.isatty():
        yield from kinds
        return
    with click.progressbar(kinds, label="制作样例") as bar:
        yield from bar


def _write_sample(kind: LetterKind, output: Path, dpi: int) -> list[Path]:
    """The PDF and a picture of each page; returns the pictures in order."""
    facts = kind.sample_facts()
    seal = draw_test_seal(facts["organ_name"]) if "organ_name" in facts else None
    pdf = output / f"{kind.kind}.pdf"
    pdf.write_bytes(_made(lambda: render(kind, facts, Drawn(seal))))
    command = ["pdftoppm", "-r", str(dpi), "-png", str(pdf), str(pdf.with_suffix(""))]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise _stop(f"{pdf}：不能转换为 PNG（需要 poppler-utils）") from error
    return sorted(output.glob(f"{kind.kind}-[0-9]*.png"))


def _made(make: Callable[[], T]) -> T:
    try:
        return make()
    except LetterError as error:
        raise _stop(str(error)) from error


def _stop(message: str) -> BadInput:
    return BadInput(message)
