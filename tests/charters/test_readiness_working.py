"""Checks 8 to 12: expectations that can be seen, plans, steps of a conflict, and ways to talk."""

import pytest

from charters.readiness import Member
from tests.charters.checked import LAST, NORMAL, PLAN, TALK, URGENT, check, many, words

# 8: expectations


def test_expectations_cover_quality_effort_and_slack():
    rows = [{"what": "x", "category": category} for category in ("quality", "effort", "tolerance")]

    assert check(8, *many("expectation", *rows)).state == "passed"
    assert words(8, *many("expectation", *rows[:2], {"what": "y", "category": "other"})) == [
        "No expectation is marked as about what happens when someone falls behind."
    ]
    assert words(8) == ["No expectation is marked as about quality, effort and what happens when someone falls behind."]


# 9: observable


@pytest.mark.parametrize(
    ("text", "filler"),
    [
        ("We respect each other.", "respect"),
        ("We communicate openly.", "communicate openly"),
        ("Answers come ASAP", "ASAP"),
        ("We meet as needed", "as needed"),
        ("Be proactive", "proactive"),
        ("We are kind", "kind"),
        ("We respect quiet hours after 18:00.", ""),
        ("We respond promptly: within four hours", ""),
        ("We communicate openly: whoever is late says so before lunch.", ""),
        ("We begin reviews before lunch.", ""),
        ("What kindles us", ""),
        ("Wir achten einander.", ""),
    ],
)
def test_filler_is_flagged_where_nothing_can_be_seen(text, filler):
    said = (
        [f"“{text}” says “{filler}”: how would anyone see that it was kept? Name a number, a time or an act."]
        if filler
        else []
    )

    assert words(9, *many("working_agreement", text)) == said


def test_a_measure_or_an_answer_time_makes_it_visible():
    assert words(9, *many("expectation", {"what": "High quality", "measure": "Two people sign each change"})) == []
    assert [
        reason.key
        for reason in check(9, *many("communication_agreement", {"channel": "Chat", "respond_within": "ASAP"})).reasons
    ] == ["communication_agreement-1"]
    assert check(9).state == "not_yet"


@pytest.mark.parametrize(
    ("plans", "said"),
    [
        ([PLAN] * 3, []),
        ([PLAN] * 2, ["One more if-then plan is needed: for late work, silence or absence, say."]),
        ([], ["3 more if-then plans are needed: for late work, silence or absence, say."]),
        ([PLAN, PLAN, PLAN | {"actor": ""}], ["The plan “late” lacks: “Who acts”."]),
        ([PLAN, PLAN, {"trigger": "late"}], ["The plan “late” lacks: “Then” and “Who acts”."]),
    ],
)
def test_three_whole_plans(plans, said):
    assert words(10, *many("contingency", *plans)) == said


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([TALK, LAST], []),
        ([], ["There is no step for a conflict yet."]),
        ([LAST], ["One step alone leaves nowhere to go; what comes next?"]),
        ([TALK | {"within": ""}, LAST], ["The step “Talk” has no time."]),
        ([TALK, LAST | {"who": ""}], ["The last step, “Decide”, names no person."]),
        ([TALK, LAST | {"who": "The whole team"}], ["The last step, “Decide”, names no person."]),
        ([TALK, LAST | {"who": "TBD"}], ["The last step, “Decide”, names no person."]),
        (
            [TALK | {"what": "A warning"}, LAST | {"what": "They are expelled"}],
            ["The steps only punish; the first could be a talk."],
        ),
        ([TALK, LAST | {"what": "They are expelled"}], []),
    ],
)
def test_conflict_steps(steps, said):
    assert words(11, *many("conflict_step", *steps)) == said


@pytest.mark.parametrize(
    ("channels", "said"),
    [
        ([URGENT, NORMAL], []),
        ([URGENT, NORMAL | {"respond_within": ""}], ["“Chat” names no answer time."]),
        ([URGENT, NORMAL | {"quiet_hours": ""}], ["No quiet hours are named: when is nobody expected to answer?"]),
        ([URGENT | {"quiet_hours": "at night"}], ["No channel is named for normal matters."]),
        (
            [NORMAL, NORMAL | {"urgency": "reference", "respond_within": ""}],
            ["No channel is named for urgent matters."],
        ),
    ],
)
def test_channels_answer_times_and_quiet_hours(channels, said):
    assert words(12, *many("communication_agreement", *channels)) == said


@pytest.mark.parametrize(
    ("zones", "quiet", "forgotten"),
    [
        (["Europe/Berlin", "Europe/Paris"], "at night", ""),
        (["Europe/Berlin", "Asia/Tokyo"], "18:00–08:00 CET, 18:00–08:00 JST", ""),
        (["Europe/Berlin", "Asia/Tokyo"], "18:00–08:00 Berlin, 20:00 in Tokyo", ""),
        (["Europe/Berlin", "Asia/Tokyo"], "18:00–08:00 in everyone's own time", ""),
        (["Europe/Berlin", "Asia/Tokyo"], "18:00–08:00 local time", ""),
        (["Europe/Berlin", "Asia/Tokyo"], "18:00–08:00 CET", "Asia/Tokyo"),
        (["Europe/Berlin", "Asia/Tokyo"], "at night", "Asia/Tokyo and Europe/Berlin"),
        (["Europe/Berlin", "Europe/London"], "Berliners sleep, London too", "Europe/Berlin"),
    ],
)
def test_all_time_zones_are_considered(zones, quiet, forgotten):
    members = tuple(Member(zone, zone, time_zone=zone) for zone in zones)
    said = [f"Neither quiet hours nor meeting times consider the time zone {forgotten}."] if forgotten else []

    assert words(12, *many("communication_agreement", URGENT, NORMAL | {"quiet_hours": quiet}), members=members) == said


def test_meeting_times_may_name_the_zone():
    members = (Member("a", "A", time_zone="Europe/Berlin"), Member("b", "B", time_zone="Asia/Tokyo"))
    meeting = many("meeting", {"title": "Weekly", "when": "9:00 CET, 17:00 JST"})

    assert (
        words(
            12,
            *many("communication_agreement", URGENT, NORMAL | {"quiet_hours": "at night"}),
            *meeting,
            members=members,
        )
        == []
    )
