"""The forms of the process, by the keys that its diagram names."""

from app.casework.contract.forms import TaskForm
from app.processes.interpretation.forms.deploy import deploy
from app.processes.interpretation.forms.document import document
from app.processes.interpretation.forms.further import further
from app.processes.interpretation.forms.gate import gate
from app.processes.interpretation.forms.material import material
from app.processes.interpretation.forms.numbering import numbering
from app.processes.interpretation.forms.plan import plan
from app.processes.interpretation.forms.revise import revise
from app.processes.interpretation.notices import check_notice
from app.processes.interpretation.questions import answer

FORMS: dict[str, TaskForm] = {
    form.key: form
    for form in (document, plan, material, gate, revise, numbering, deploy, further, answer, check_notice)
}
