from tests.engine.helpers import DrivenCase, diagrams_of, request_case, request_case_in_signing, sign


def flows_of(case, process_id):
    return set(case.run.trail().taken) & diagrams_of("request").models[process_id].flows.keys()


def test_at_the_start_the_way_to_the_first_task_is_walked():
    trail = request_case().run.trail()
    assert trail.done == ["E_received", "G_fork", "G_extension_again"]
    assert trail.active == ["T_register"]
    assert trail.waiting == ["E_withdrawn", "E_extension"]
    assert set(trail.taken) == {
        "f_E_received__G_fork",
        "f_G_fork__T_register",
        "f_G_fork__E_withdrawn",
        "f_G_fork__G_extension_again",
        "f_G_extension_again__E_extension",
    }


def test_only_the_branch_that_was_chosen_is_walked():
    trail = request_case().complete("T_register").complete("T_screening", screening="accept").run.trail()
    leaving = [flow for flow in trail.taken if flow.startswith("f_G_screening")]
    assert leaving == ["f_G_screening__T_assign"]


def test_branches_that_meet_again_are_not_both_walked():
    case = sign(request_case_in_signing("granted"), "unit_head")
    walked = flows_of(case, "signing")
    assert "f_G_needs_legal__G_legal_done" in walked
    assert not {"f_G_needs_legal__T_sign_legal", "f_G_legal__G_legal_done"} & walked


def test_a_way_through_a_deadline_is_walked_from_the_event():
    case = request_case().complete("T_register").complete("T_screening", screening="clarify")
    trail = case.fire("BT_clarification").run.trail()
    assert "BT_clarification" in trail.done
    assert "T_clarification" not in trail.done
    assert "f_BT_clarification__T_confirm_lapse" in trail.taken
    assert "f_T_clarification__G_to_restart" not in trail.taken


def test_a_task_with_a_deadline_on_it_is_reached_by_its_flow():
    trail = request_case().complete("T_register").complete("T_screening", screening="clarify").run.trail()
    assert "f_S_clarification_notice__T_clarification" in trail.taken
    assert trail.active == ["T_clarification"]


def test_a_call_and_the_task_inside_it_are_active_together():
    assert request_case_in_signing().run.trail().active == ["CA_signing", "T_sign_unit_head"]


def test_the_trail_of_a_finished_call_survives_pruning():
    trail = sign(request_case_in_signing("granted"), "unit_head", "office_head").run.trail()
    assert {"T_sign_unit_head", "T_sign_office_head", "E_signed", "CA_signing"} <= set(trail.done)
    assert "f_X_approved__E_signed" in trail.taken


def test_a_second_round_of_a_call_begins_with_a_clean_trail():
    case = sign(request_case_in_signing("denied"), "unit_head")
    case.complete("T_sign_legal", sign_legal="default").complete("T_draft")
    trail = case.run.trail()
    assert trail.active == ["CA_signing", "T_sign_unit_head"]
    assert flows_of(case, "signing") == {"f_E_signing__B_chain", "f_B_chain__T_sign_unit_head"}
    assert not [node for node in trail.done if node.startswith("T_sign")]
    assert "f_G_signed__G_to_draft" in trail.taken


def test_a_withdrawn_case_keeps_the_way_it_had_gone():
    trail = request_case().complete("T_register").throw("withdrawn").run.trail()
    assert (trail.active, trail.waiting) == ([], [])
    assert trail.done[-2:] == ["S_withdraw", "E_withdrawn_end"]
    assert "f_G_to_screening__T_screening" in trail.taken


def test_a_task_for_many_is_done_when_all_are():
    case = DrivenCase("consultation", {"third_parties": ["a", "b"], "signers": []}).complete("T_prepare")
    case.complete("T_consult", "a", opinion="x")
    assert case.run.trail().active == ["T_consult"]
    assert "T_consult" not in case.run.trail().done
    case.complete("T_consult", "b", opinion="x")
    assert "T_consult" in case.run.trail().done
