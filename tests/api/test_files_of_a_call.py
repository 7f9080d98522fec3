"""Files of a call: a part has the name that the description gives, or the call is refused by that name."""

import io

import pytest

from app.api.parsing import uploads
from app.law.errors import InvalidInput

pytestmark = pytest.mark.database


def test_a_file_in_a_part_of_another_name_is_refused_and_not_dropped(app):
    sent = {"file": (io.BytesIO(b"%PDF-1.7"), "材料.pdf")}
    with app.test_request_context("/", method="POST", data=sent), pytest.raises(InvalidInput) as refused:
        uploads({"files"})
    assert refused.value.fields == {"file": "没有名为 file 的文件项"}
