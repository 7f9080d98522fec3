"""Forms of the disclosure diagram, by form key."""

from app.casework.contract.forms import TaskForm
from app.processes.disclosure.forms.answering import draft, issue, sign
from app.processes.disclosure.forms.clarifying import clarification, lapse, notice_delivery
from app.processes.disclosure.forms.closing import archive, delivery
from app.processes.disclosure.forms.extending import extension_approval
from app.processes.disclosure.forms.handling import assignment, handling
from app.processes.disclosure.forms.screening import registration, screening

FORMS: dict[str, TaskForm] = {
    form.key: form
    for form in (
        registration, screening, assignment, handling, clarification, notice_delivery, lapse,
        extension_approval, draft, sign, issue, delivery, archive,
    )
}  # fmt: skip
