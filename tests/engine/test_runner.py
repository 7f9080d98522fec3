import pytest

from app.engine.choices import Choice
from app.engine.diagrams import DiagramSet
from app.engine.errors import (
    DiagramError,
    NoSuchMessage,
    NoSuchTask,
    RunSpent,
    StepFailed,
    TooDeep,
)
from app.engine.runner import DEEPEST, restore, start
from tests.engine.helpers import (
    DrivenCase,
    Recorder,
    diagrams_of,
    request_case,
    request_case_in_signing,
    sign,
    with_inserted_task,
)


def go_round_for_ever(case):
    case.turns = []
    while True:
        case.complete("T_again", again="yes")
        case.turns.append(case.nodes)


class RuleRefused(Exception):
    """Stands for a rule of the law that an operation meets."""


class TestStart:
    def test_a_run_stops_at_the_first_task(self):
        task = request_case().task("T_register")
        assert (task.title, task.lane, task.form, task.choices) == ("核对登记", "受理岗", "registration", ())

    def test_a_process_that_is_not_in_the_set_is_refused(self):
        with pytest.raises(DiagramError, match="missing"):
            start(DiagramSet("missing", diagrams_of("small").files), {}, Recorder())

    def test_a_called_process_that_is_not_in_the_set_is_refused(self):
        files = {"request.bpmn": diagrams_of("request").files["request.bpmn"]}
        with pytest.raises(DiagramError):
            start(DiagramSet("request", files), {}, Recorder())


class TestComplete:
    def test_the_answer_chooses_the_way(self):
        assert request_case().complete("T_register").complete("T_screening", screening="accept").nodes == [
            "T_assign"
        ]

    def test_the_default_way_is_taken_for_any_other_answer(self):
        case = request_case().complete("T_register")
        assert case.complete("T_screening", screening="default").nodes == ["T_draft"]

    def test_a_task_can_be_completed_once(self):
        case = request_case()
        task = case.task("T_register")
        case.complete("T_register")
        with pytest.raises(NoSuchTask):
            case.run.complete(task.id, {})

    def test_nonsense_for_an_id_is_no_task(self):
        with pytest.raises(NoSuchTask):
            request_case().run.complete("nonsense", {})

    def test_refusing_a_task_leaves_the_run_usable(self):
        case = request_case()
        with pytest.raises(NoSuchTask):
            case.run.complete("nonsense", {})
        assert case.nodes == ["T_register"]

    def test_facts_are_filtered(self):
        case = DrivenCase("small", {"case_id": 5})
        case.complete("T_check", check="complete", case_id={"nested": 1})
        assert case.perform.calls == [("note", {"case": 5, "kind": "note"})]

    def test_a_whole_case_ends(self):
        case = sign(request_case_in_signing("granted"), "unit_head", "office_head")
        case.complete("T_issue").complete("T_deliver", delivery="failed")
        case.complete("T_deliver", delivery="default").complete("T_archive")
        assert case.run.completed
        assert case.nodes == []
        assert case.run.messages() == []
        assert case.perform.names == ["issue_receipt", "issue_letter", "close_case"]


class TestOperations:
    def test_the_result_is_a_fact_for_what_follows(self):
        run = start(diagrams_of("small"), {"case_id": 1}, Recorder(note={"number": 7}))
        run.complete(run.ready()[0].id, {"check": "complete"})
        assert run._open_tasks()[0].data["r_S_note"] == {"number": 7}

    def test_what_an_operation_raises_comes_out_unchanged(self):
        refusal = RuleRefused("已延期一次")
        case = DrivenCase("small", {"case_id": 1}, note=refusal)
        with pytest.raises(RuleRefused) as raised:
            case.complete("T_check", check="complete")
        assert raised.value is refusal

    def test_a_run_that_raised_cannot_be_used_again(self):
        case = DrivenCase("small", {"case_id": 1}, note=RuleRefused())
        with pytest.raises(RuleRefused):
            case.complete("T_check", check="complete")
        for use in (case.run.ready, case.run.dump, case.run.trail, case.run.timers, case.run.messages):
            with pytest.raises(RunSpent):
                use()
        with pytest.raises(RunSpent):
            case.run.throw("withdrawn")
        with pytest.raises(RunSpent):
            _ = case.run.completed

    def test_the_state_before_the_failure_is_still_good(self):
        case = DrivenCase("small", {"case_id": 1}, note=RuleRefused())
        before = case.run.dump()
        with pytest.raises(RuleRefused):
            case.complete("T_check", check="complete")
        run = restore(case.diagrams, before, Recorder())
        run.complete(run.ready()[0].id, {"check": "complete"})
        assert [task.node for task in run.ready()] == ["T_decide"]

    def test_a_result_that_is_not_flat_is_a_mistake_of_the_programmer(self):
        with pytest.raises(TypeError, match="note"):
            DrivenCase("small", {"case_id": 1}, note={"a": {"b": 1}}).complete("T_check", check="complete")


class TestFailures:
    def test_a_missing_fact_is_reported_as_a_failed_step(self):
        case = request_case().complete("T_register").complete("T_screening", screening="default")
        with pytest.raises(StepFailed, match="outcome_class"):
            case.complete("T_draft")

    def test_a_loop_of_the_engine_alone_is_stopped(self):
        with pytest.raises(TooDeep, match="循环"):
            start(diagrams_of("endless"), {"turns": 0}, Recorder())

    def test_a_loop_of_people_is_stopped_long_before_the_library_stalls(self):
        case = DrivenCase("round", reload=False)
        with pytest.raises(TooDeep, match="管理员"):
            go_round_for_ever(case)
        assert 90 < len(case.turns) < DEEPEST
        with pytest.raises(RunSpent):
            case.run.ready()


class TestMessages:
    def test_the_messages_that_are_waited_for_are_listed(self):
        assert sorted(request_case().run.messages()) == ["extension_requested", "withdrawn"]

    def test_a_message_that_nobody_waits_for_is_refused(self):
        case = request_case()
        with pytest.raises(NoSuchMessage):
            case.throw("paid")
        assert case.nodes == ["T_register"]

    def test_a_withdrawal_ends_everything(self):
        case = request_case().throw("withdrawn")
        assert case.run.completed
        assert case.perform.names == ["record_withdrawal"]
        assert (case.nodes, case.deadlines, case.run.messages()) == ([], [], [])

    def test_a_withdrawal_ends_a_running_sign_off(self):
        case = sign(request_case_in_signing("denied"), "unit_head")
        assert case.nodes == ["T_sign_legal"]
        case.throw("withdrawn")
        assert case.run.completed
        assert case.nodes == []

    def test_a_withdrawal_ends_a_waiting_deadline(self):
        case = request_case().complete("T_register").complete("T_screening", screening="clarify")
        assert case.deadlines == ["clarification"]
        case.throw("withdrawn")
        assert case.deadlines == []

    def test_after_the_end_nothing_is_received(self):
        case = request_case().throw("withdrawn")
        with pytest.raises(NoSuchMessage):
            case.throw("withdrawn")

    def test_an_extension_runs_beside_the_main_work_and_may_come_again(self):
        case = request_case_in_signing()
        case.throw("extension_requested")
        assert case.nodes == ["T_extension", "T_sign_unit_head"]
        assert "extension_requested" not in case.run.messages()
        case.complete("T_extension", extension_decision="default").throw("extension_requested")
        case.complete("T_extension", extension_decision="approve")
        assert case.perform.calls[-1] == ("issue_letter", {"kind": "extension"})
        assert sign(case, "unit_head").nodes == ["T_sign_legal"]


class TestCalledProcess:
    @pytest.mark.parametrize(
        ("outcome_class", "level", "signers"),
        [
            ("granted", "county", ["unit_head", "office_head"]),
            ("denied", "county", ["unit_head", "legal", "office_head", "leader"]),
            ("unavailable", "county", ["unit_head", "legal", "office_head"]),
            ("denied", "township", ["unit_head", "office_head", "leader"]),
            ("something new", "county", ["unit_head", "office_head"]),
        ],
    )
    def test_the_decision_table_chooses_who_signs(self, outcome_class, level, signers):
        case = DrivenCase("request", {"case_id": 1, "organ_level": level})
        case.complete("T_register").complete("T_screening", screening="default", outcome_class=outcome_class)
        assert sign(case.complete("T_draft"), *signers).nodes == ["T_issue"]

    def test_a_draft_can_be_sent_back_twice(self):
        case = sign(request_case_in_signing("denied"), "unit_head")
        case.complete("T_sign_legal", sign_legal="default")
        assert case.nodes == ["T_draft"]
        case.complete("T_draft").complete("T_sign_unit_head", sign_unit_head="default")
        assert case.nodes == ["T_draft"]
        case.complete("T_draft")
        assert sign(case, "unit_head", "legal", "office_head", "leader").nodes == ["T_issue"]

    def test_finished_sign_offs_are_pruned(self):
        case = sign(request_case_in_signing("granted"), "unit_head", "office_head")
        assert case.run._workflow.subprocesses == {}


class TestStandardForm:
    def test_a_task_drawn_into_a_diagram_appears_with_its_choices(self):
        run = start(DiagramSet("small", {"small.bpmn": with_inserted_task()}), {"case_id": 1}, Recorder())
        run.complete(run.ready()[0].id, {})
        task = run.ready()[0]
        assert (task.node, task.title, task.form, task.lane) == (
            "Activity_0abc123",
            "科室复核",
            None,
            "受理岗",
        )
        assert task.choices == (
            Choice("check", "complete", "齐全"),
            Choice("check", "default", "不齐全"),
        )
        run.complete(task.id, {task.choices[0].name: task.choices[0].value})
        assert [task.node for task in run.ready()] == ["T_decide"]
