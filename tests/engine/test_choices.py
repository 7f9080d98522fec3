from app.engine.choices import Choice, choices_of
from app.engine.process_model import read_models
from app.engine.safe_xml import parse_xml
from tests.engine.helpers import diagrams_of


def choices_with(old: str, new: str) -> tuple[Choice, ...]:
    text = diagrams_of("small").files["small.bpmn"].decode()
    assert old in text
    return choices_of(read_models("small.bpmn", parse_xml(text.replace(old, new).encode()))[0], "T_check")


def test_one_choice_per_flow_in_the_order_of_the_diagram():
    model = diagrams_of("request").models["request"]
    assert choices_of(model, "T_screening") == (
        Choice("screening", "accept", "受理"),
        Choice("screening", "clarify", "需要补正"),
        Choice("screening", "default", "不予受理"),
    )


def test_a_task_that_leads_to_no_gateway_has_no_choices():
    assert choices_of(diagrams_of("request").models["request"], "T_assign") == ()


def test_a_merging_gateway_is_no_choice():
    assert choices_of(diagrams_of("request").models["request"], "T_handle") == ()


def test_the_default_flow_without_a_name_is_called_after_its_target():
    assert choices_with(' name="不齐全"', "")[1] == Choice("check", "default", "退回")


def test_conditions_of_another_form_give_no_choices():
    assert choices_with('check == "complete"', 'check != "complete"') == ()
    assert choices_with('check == "complete"', "check == True") == ()
    assert choices_with('check == "complete"', "len(check) == 1") == ()
    assert choices_with('check == "complete"', "check ==") == ()
