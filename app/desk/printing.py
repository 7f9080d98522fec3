"""成批打印: choose letters, follow the job, fetch the file."""

from datetime import date
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import timekeeping
from app.casework.acts.commands import perform
from app.casework.contract.fields import is_row_id
from app.casework.letters import printing
from app.casework.letters.printing import LetterFilter
from app.desk.blueprint import bp
from app.law.errors import InvalidInput
from app.office.permissions import Permission
from app.web.access import current_standing, requires
from app.web.acting import acting, sending_key
from app.web.downloads import attachment
from app.web.page_number import page_number


@bp.get("/letters/print")
@requires(Permission.RECORD_DELIVERY)
def choose_letters() -> ResponseReturnValue:
    """The letters of one's own organs, to be ticked."""
    standing, by = current_standing(), _filter()
    page = printing.list_printable(standing, by, page_number())
    return render_template("desk/print_letters.html", page=page, by=by, kinds=printing.kinds_in_use(standing),
                           most=printing.MOST)  # fmt: skip


@bp.post("/letters/print")
@requires(Permission.RECORD_DELIVERY)
def print_letters() -> ResponseReturnValue:
    """Start the job, then show how far it is."""
    ids = [int(text) for text in dict.fromkeys(request.form.getlist("ids")) if is_row_id(text)]
    try:
        result = perform(printing.start_printing, actor=acting(), now=timekeeping.now(), key=sending_key(),
                         letter_ids=ids, has_envelopes=bool(request.form.get("envelopes")))  # fmt: skip
    except InvalidInput as refused:
        flash(refused.message, "warning")
        return redirect(url_for("desk.choose_letters"))
    return redirect(url_for("desk.show_letter_job", job_id=result["job"]))


@bp.get("/letters/print/<uuid:job_id>")
@requires(Permission.RECORD_DELIVERY)
def show_letter_job(job_id: UUID) -> ResponseReturnValue:
    """How far the job is; asks anew by itself while it runs."""
    return render_template("desk/print_job.html", job=printing.job_of(str(job_id), g.person.id))


@bp.post("/letters/print/<uuid:job_id>/cancel")
@requires(Permission.RECORD_DELIVERY)
def cancel_letter_job(job_id: UUID) -> ResponseReturnValue:
    """Stop it."""
    perform(printing.cancel_printing, actor=acting(), now=timekeeping.now(), job_id=str(job_id))
    return redirect(url_for("desk.show_letter_job", job_id=job_id))


@bp.get("/letters/print/<uuid:job_id>/file")
@requires(Permission.RECORD_DELIVERY)
def download_letter_job(job_id: UUID) -> ResponseReturnValue:
    """The file, for the person who asked only."""
    job = printing.job_of(str(job_id), g.person.id)
    name = f"成批打印_{job.created_at:%Y%m%d_%H%M}.pdf"
    return attachment(printing.read_file(job), name, "application/pdf")


def _filter() -> LetterFilter:
    return LetterFilter(_day("from"), _day("until"), request.args.get("kind", "")[:60])


def _day(name: str) -> date | None:
    return request.args.get(name, None, type=date.fromisoformat)
