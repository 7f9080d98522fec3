"""The fourteen steps, told to viewflow by the same description that draws our diagram."""

from typing import Any

from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.flow.views import UpdateProcessView

from tests.bench.peers.model import ALL, STOP, TITLE, Step
from tests.bench.peers.viewflow_site.models import FourteenSteps


def _goes_on(activation: Any) -> bool:
    return bool(activation.process.decision != STOP)


def _nodes(step: Step) -> dict[str, Any]:
    """The task and, in front of the next one, its gateway with the end behind it."""
    fields = list(step.answer)
    view = flow.View(UpdateProcessView.as_view(fields=fields)).Annotation(title=step.title)
    task = view.Permission(f"steps.lane_{step.lane}")
    if step.is_last:
        return {step.id: task.Next(this.E_end), "E_end": flow.End()}
    gateway, stopped = f"G_{step.number:02d}", f"E_stop_{step.number:02d}"
    asked = flow.If(_goes_on).Then(getattr(this, ALL[step.number].id)).Else(getattr(this, stopped))
    return {step.id: task.Next(getattr(this, gateway)), gateway: asked, stopped: flow.End()}


class _Begun:
    """How a case begins: from code, as ours does in the benchmark."""

    def begin(self, activation: Any) -> Any:
        return activation.process


_all: dict[str, Any] = {
    "__module__": __name__,
    "process_class": FourteenSteps,
    "process_title": TITLE,
    "start": flow.StartHandle(this.begin).Next(getattr(this, ALL[0].id)),
}
for _step in ALL:
    _all |= _nodes(_step)
FourteenStepsFlow = type(flow.Flow)("FourteenStepsFlow", (_Begun, flow.Flow), _all)
