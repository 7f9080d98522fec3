"""What a step leaves: its opinion and whether to go on, in the process's own JSON, as viewflow recommends."""

from viewflow import jsonstore
from viewflow.workflow.models import Process

from tests.bench.peers.model import GO_ON, LANES, STOP


class FourteenSteps(Process):
    """A case. Who may do the steps of a lane is a permission."""

    opinion = jsonstore.TextField(max_length=500, blank=True, default="")
    decision = jsonstore.CharField(max_length=20, default=GO_ON, choices=[(GO_ON, GO_ON), (STOP, STOP)])

    class Meta:
        proxy = True
        permissions = [(f"lane_{place}", lane) for place, lane in enumerate(LANES)]  # noqa: RUF012
