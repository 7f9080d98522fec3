"""The application of the flow, with a short label."""

from django.apps import AppConfig


class Steps(AppConfig):
    name = "tests.bench.peers.viewflow_site"
    label = "steps"
