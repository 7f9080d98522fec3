"""归档包 of a published annual report: the report as it was signed, how it came about, its lines of the audit chain.

Its files are made from the frozen numbers and words alone; the manifest has the SHA-256 of each.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from app.casework.annual.content import content_of, faults
from app.casework.annual.files import FORMS, printed_as_signed
from app.casework.annual.finding import versions_of
from app.casework.archive.chain import report_rows
from app.casework.archive.delivery import LOG, MANIFEST, Delivery, File, as_json, as_zip, described, lines_of
from app.casework.ledger.spreadsheet import written
from app.casework.models.annual import AnnualReport
from app.law.annual_report.form import CELLS, words_of
from app.law.office_time import office_day
from app.office.models import Person

HISTORY = "编制过程.xlsx"
Column = tuple[str, int]
Sheet = tuple[str, Sequence[Column], Sequence[Sequence[Any]]]
NUMBERS: Sequence[Column] = [
    ("单元格", 60),
    ("数值", 12),
    ("来源", 8),
    ("填报人", 12),
    ("填报时间", 20),
    ("说明", 40),
]
CHECKS: Sequence[Column] = [("检查", 10), ("性质", 10), ("位置", 40), ("问题", 80)]
FINDINGS: Sequence[Column] = [("序号", 8), ("退回次数", 10), ("问题", 80), ("提出人", 12), ("提出时间", 20)]
VERSIONS: Sequence[Column] = [
    ("版本", 8), ("状态", 12), ("签批人", 12), ("签批时间", 20), ("定稿时间", 20), ("公布时间", 20), ("更正说明", 60),
]  # fmt: skip


def packed(report: AnnualReport, on: date) -> Delivery:
    """The package of a report that is final."""
    printed, lines = printed_as_signed(report), report_rows(report)
    files: list[File] = [(f"{printed.title}.{name}", form.make(printed)) for name, form in FORMS.items()]
    files += [(HISTORY, written(list(_sheets(report)))), (LOG, as_json(lines))]
    manifest = {
        "title": printed.title, "organ": report.organ.name, "year": report.year, "covers": report.covers_words,
        "version": report.version, "correction": report.correction, "signed_at": _said(report.signed_at),
        "frozen_at": _said(report.frozen_at), "published_at": _said(report.published_at), "made_on": on.isoformat(),
        "files": described(files), "audit": lines_of(lines),
    }  # fmt: skip
    return Delivery(as_zip([*files, (MANIFEST, as_json(manifest))]), manifest)


def _sheets(report: AnnualReport) -> Iterator[Sheet]:
    content = content_of(report)
    yield (
        "数字及来源",
        NUMBERS,
        [
            [
                words_of(name),
                report.cells.get(name),
                content.source_of(name),
                *_entered(content.entries.get(name)),
            ]
            for name in CELLS
        ],
    )
    day = office_day(report.published_at) if report.published_at else date(report.year + 1, 1, 31)
    found = faults(content, day)
    checks = [
        [one.code, "提示" if one.is_warning else "须改正", words_of(one.place), one.words] for one in found
    ]
    yield "自检结果", CHECKS, checks or [["", "", "", "各项检查没有发现问题"]]
    yield (
        "审核意见",
        FINDINGS,
        [
            [one.number, one.round, one.words, _name(one.raised_by), _said(one.raised_at)]
            for one in report.findings
        ],
    )
    yield (
        "版本和更正",
        VERSIONS,
        [
            [one.version, one.state_words, _name(one.signed_by), _said(one.signed_at), _said(one.frozen_at),
             _said(one.published_at), one.correction]
            for one in versions_of(report)
        ],
    )  # fmt: skip


def _entered(entry: Any) -> list[str]:
    return ["", "", ""] if entry is None else [_name(entry.entered_by), _said(entry.entered_at), entry.reason]


def _name(person: Person | None) -> str:
    return person.name if person is not None else ""


def _said(at: Any) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at is not None else ""
