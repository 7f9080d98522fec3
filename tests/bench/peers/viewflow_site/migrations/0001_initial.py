"""The permissions of the lanes; the cases themselves are rows of viewflow's own tables."""

from django.db import migrations

from tests.bench.peers.model import LANES


class Migration(migrations.Migration):
    initial = True
    dependencies = [("viewflow", "0015_task_scheduled")]  # noqa: RUF012
    operations = [  # noqa: RUF012
        migrations.CreateModel(
            name="FourteenSteps",
            fields=[],
            options={
                "permissions": [(f"lane_{place}", lane) for place, lane in enumerate(LANES)],
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("viewflow.process",),
        ),
    ]
