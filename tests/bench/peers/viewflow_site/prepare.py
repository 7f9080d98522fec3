"""Tables, one person for each lane, and as many cases as are asked for: `python -m … NUMBER`.

Prints the keys of the cases as JSON. The password comes in PEER_PASSWORD.
"""

import json
import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.peers.viewflow_site.settings")
    django.setup()
    from django.contrib.auth.models import Permission, User
    from django.core.management import call_command

    from tests.bench.peers.model import LOGINS
    from tests.bench.peers.viewflow_site.flows import FourteenStepsFlow

    call_command("migrate", verbosity=0, run_syncdb=True)
    for place, login in enumerate(LOGINS):
        person = User.objects.create_user(login, password=os.environ["PEER_PASSWORD"])
        may = Permission.objects.filter(codename__in=(f"lane_{place}", "view_fourteensteps"))
        person.user_permissions.set(may)
    begun = [FourteenStepsFlow.start.run() for _ in range(int(sys.argv[1]))]
    print(json.dumps([process.pk for process in begun]))


if __name__ == "__main__":
    main()
