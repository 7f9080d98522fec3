"""The site as viewflow makes it, and one view of ours that says where the open task of a case is."""

from django.http import HttpRequest, JsonResponse
from django.urls import path
from viewflow.contrib.auth import AuthViewset
from viewflow.urls import Site
from viewflow.workflow.flow import FlowAppViewset
from viewflow.workflow.models import Task

from tests.bench.peers.viewflow_site.flows import FourteenStepsFlow

site = Site(title="Fourteen steps", viewsets=[FlowAppViewset(FourteenStepsFlow, icon="assignment")])


def healthz(_request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


def open_task(_request: HttpRequest, process_pk: int) -> JsonResponse:
    """Never measured."""
    task = Task.objects.get(process_id=process_pk, flow_task_type="HUMAN", finished__isnull=True)
    addresses = {
        name: task.flow_task.reverse(name, args=[process_pk, task.pk]) for name in ("assign", "execute")
    }
    return JsonResponse(
        {"node": task.flow_task.name, "queue": FourteenStepsFlow.parent.reverse("queue"), **addresses}
    )


urlpatterns = [
    path("healthz", healthz),
    path("open/<int:process_pk>", open_task),
    path("accounts/", AuthViewset(with_profile_view=False).urls),
    path("", site.urls),
]
