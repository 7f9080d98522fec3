import pytest

from app.engine.errors import DiagramError
from app.engine.operations import Operations


@pytest.fixture
def operations():
    operations = Operations()

    @operations.register("issue_letter", title="制发文书")
    def issue_letter(act, kind):
        return {"act": act, "kind": kind}

    return operations


def test_an_operation_is_called_by_name_with_the_act_and_its_parameters(operations):
    assert operations.call("issue_letter", "act", {"kind": "reply"}) == {"act": "act", "kind": "reply"}


def test_names_are_the_vocabulary_of_the_check(operations):
    assert operations.names == {"issue_letter"}
    assert "issue_letter" in operations
    assert [operation.title for operation in operations] == ["制发文书"]


def test_a_name_has_one_meaning(operations):
    with pytest.raises(DiagramError, match="重复"):
        operations.register("issue_letter", title="又一个")(print)


def test_an_unknown_operation_is_named(operations):
    with pytest.raises(DiagramError, match="issue_later"):
        operations.call("issue_later", "act", {})
