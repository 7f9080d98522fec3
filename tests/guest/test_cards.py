"""A name on a card that leads nowhere stops the start with one line: card, field, what."""

from dataclasses import replace

import pytest

from app import create_app
from app.casework.contract.case_page import CasePage, Panel
from app.casework.contract.errors import CardRefused
from app.casework.contract.public import MenuEntry, Public, Way
from app.casework.contract.rows import CaseAct, Link
from app.office.permissions import Permission
from tests.guest.visitor_pass import visitor_pass
from tests.support.settings import settings_for

DESK = visitor_pass.desk
WRONG = [
    ({"desk": replace(DESK, menu=(Link("登记", "visitor_pass.anounce"),))}, "desk.menu", "visitor_pass.anounce"),
    ({"desk": replace(DESK, menu=(Link("登记", "desk.show_inbox", permission="NOBODY"),))}, "desk.menu", "NOBODY"),
    ({"case_page": CasePage(acts=(CaseAct("撤回", "desk.nothing", "x", Permission.READ_CASE),))}, "case_page.acts",
     "desk.nothing"),
    ({"case_page": CasePage(acts=(CaseAct("撤回", "desk.show_inbox", "x", Permission.READ_CASE),))}, "case_page.acts",
     "number"),
    ({"case_page": CasePage(panel=Panel("visitor/none.html", lambda case, on: {}))}, "case_page.panel", "none.html"),
    ({"public": Public(menu=(MenuEntry("来访", "visits.none"),))}, "public.menu", "visits.none"),
    ({"public": Public(ways=(Way("来访", "预约", "visits.none"),))}, "public.ways", "visits.none"),
    ({"public": Public(footer="visits/none.html")}, "public.footer", "visits/none.html"),
]  # fmt: skip


@pytest.mark.parametrize(("facets", "field", "what"), WRONG, ids=[f"{row[1]}-{row[2]}" for row in WRONG])
def test_a_wrong_name_stops_the_start(tmp_path, facets, field, what):
    card = replace(visitor_pass, **facets)
    with pytest.raises(CardRefused, match=what) as refused:
        create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'x.db'}"), guests=[card])
    assert (refused.value.process, refused.value.field) == ("visitor_pass", field)
    assert "\n" not in str(refused.value)
