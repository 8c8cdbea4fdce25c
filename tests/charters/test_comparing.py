"""The page that lays two texts of a charter side by side."""

import pytest

from charters.actions import items, moving, signing, writing
from charters.models import CharterVersion, Item, Signature
from tests import harbour
from tests.factories import charter_at, person, team_with

QUERIES = 7
NOBODY = "0199f000-0000-7000-8000-000000000000"
OLD = (
    "We give ferry passengers one app for tickets and delays, so that nobody waits on a cold pier without knowing why."
)
NEW = "We give ferry passengers one app for delays, so that nobody waits on a cold pier without knowing why."


@pytest.fixture
def team(db):
    return team_with()


@pytest.fixture
def active(team):
    return charter_at("active", team)


@pytest.fixture
def amendment(active):
    """The next version, with a goal that is new, a conflict step that is gone, and shorter words of purpose."""
    version = CharterVersion.objects.create(
        charter=active.charter, team=active.team, major=2, based_on=active, created_by=active.team.ann
    )
    writing.add_clauses(version, active.content().clauses, by=active.team.ann)
    change_purpose(version)
    version.items.filter(kind="conflict_step").order_by("position").first().delete()
    writing.append_clause(
        version, harbour.clause("goal", {"statement": "Nobody asks at the desk", "due": "Q3 2027"}), by=active.team.ann
    )
    return version


def change_purpose(version):
    items.replace(version, version.items.get(kind="purpose").key, "text", OLD, NEW, by=version.team.ann)


def compared(client, charter, query=""):
    return client.get(f"/charters/{charter.pk}/compare/{query}")


def told(answer):
    return [change.words for change in answer.context["changes"].changes]


def lines(answer):
    return " ".join(answer.content.decode().split())


CHANGES = [
    "Purpose changed",
    "Goal “Nobody asks at the desk” added",
    "Conflict step “The two talk in private.” removed",
]


def test_without_a_choice_the_newest_is_compared_with_what_it_is_based_on(new_client, active, amendment):
    answer = compared(new_client(active.team.ob), active.charter)

    assert told(answer) == CHANGES
    assert "From Version 1.0, active to Version 2.0, draft." in lines(answer)


def test_words_clauses_and_their_sorts_are_on_the_page_without_colour(new_client, active, amendment):
    page = lines(compared(new_client(active.team.bo), active.charter))

    assert '<del><span class="visually-hidden">[removed] </span>tickets and ' in page
    assert [f"</svg>{sort}</span>" in page for sort in ("Changed", "Added", "Removed", "Moved")] == [
        True,
        True,
        True,
        False,
    ]
    assert "<del>The two talk in private.</del>" in page
    assert "Nobody asks at the desk" in page
    assert "Q3 2027" in page


def test_any_two_versions_can_be_compared_in_both_directions(new_client, active, amendment):
    answer = compared(new_client(active.team.bo), active.charter, f"?from={amendment.pk}&to={active.pk}")

    assert told(answer) == [
        "Purpose changed", "Goal “Nobody asks at the desk” removed", "Conflict step “The two talk in private.” added",
    ]  # fmt: skip


def test_the_text_in_force_is_the_signed_one(new_client, active, amendment):
    """A row that was changed past the application does not change what was signed."""
    Item.objects.filter(version=active, kind="section").delete()

    assert told(compared(new_client(active.team.bo), active.charter)) == CHANGES


def test_one_and_the_same_text_says_so(new_client, active):
    page = lines(compared(new_client(active.team.bo), active.charter, f"?from={active.pk}&to={active.pk}"))

    assert "This is one and the same text." in page


def test_texts_that_agree_word_for_word_say_so(new_client, active):
    twin = CharterVersion.objects.create(
        charter=active.charter, team=active.team, major=2, based_on=active, created_by=active.team.ann
    )
    writing.add_clauses(twin, active.content().clauses, by=active.team.ann)

    assert "Not a word differs." in lines(compared(new_client(active.team.bo), active.charter))


@pytest.fixture
def second_round(team):
    """A charter that bo signed and cy declined; its purpose was changed since."""
    version = charter_at("signing", team)
    signing.sign(version, typed_name="Bo", seen=version.content_hash, by=team.bo)
    signing.decline(version, reason="Tickets are not ours.", seen=version.content_hash, by=team.cy)
    version.refresh_from_db()
    version.team = team
    change_purpose(version)
    return version


def test_a_draft_that_came_back_is_compared_with_the_text_of_its_round(new_client, second_round):
    answer = compared(new_client(second_round.team.bo), second_round.charter)

    assert told(answer) == ["Purpose changed"]
    assert "From The text before the present round, version 1.0 to Version 1.0, draft." in lines(answer)


def test_what_somebody_signed_in_an_earlier_round_can_be_compared(new_client, second_round):
    signature = Signature.objects.get(version=second_round, person=second_round.team.bo)
    answer = compared(new_client(second_round.team.ann), second_round.charter, f"?from_signature={signature.pk}")

    assert told(answer) == ["Purpose changed"]
    assert "From The text of round 1," in lines(answer)


def test_signatures_of_other_charters_and_without_a_text_are_not_found(new_client, active, second_round):
    client = new_client(active.team.ann)
    signed = Signature.objects.get(version=second_round, person=second_round.team.bo)
    unsigned = Signature.objects.get(version=second_round, person=second_round.team.ann)

    assert compared(client, active.charter, f"?from_signature={signed.pk}").status_code == 404
    assert compared(client, second_round.charter, f"?from_signature={unsigned.pk}").status_code == 404


@pytest.mark.parametrize(
    "query", ["?from=x", f"?to={NOBODY}", "?from_signature=x", f"?from_signature={NOBODY}", "?from=before-x"]
)
def test_texts_that_are_not_there_are_not_found(new_client, active, query):
    assert compared(new_client(active.team.ann), active.charter, query).status_code == 404


def test_a_version_of_another_charter_is_not_found(new_client, team, active):
    other = charter_at("draft", team, title="Another")

    assert compared(new_client(team.ann), active.charter, f"?from={other.pk}").status_code == 404


def test_strangers_find_nothing(new_client, active):
    assert compared(new_client(person("oz")), active.charter).status_code == 404


def test_markup_in_a_text_stays_text(new_client, second_round):
    purpose = second_round.items.get(kind="purpose")
    items.replace(
        second_round, purpose.key, "text", NEW, "<script>alert(1)</script> <b>bold</b>", by=second_round.team.ann
    )

    page = compared(new_client(second_round.team.bo), second_round.charter).content.decode()

    assert "<script>alert" not in page
    assert "<b>bold" not in page


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_whatever_the_size(number, new_client, active, amendment, django_assert_num_queries):
    writing.add_clauses(
        amendment, [harbour.clause("goal", {"statement": f"Goal {one}"}) for one in range(number)], by=active.team.ann
    )
    client = new_client(active.team.ann)
    with django_assert_num_queries(QUERIES):
        compared(client, active.charter)


def test_what_was_given_up_meanwhile_is_passed_over(new_client, active, amendment):
    moving.withdraw(amendment, reason="Not now", by=active.team.ann)
    again = CharterVersion.objects.create(
        charter=active.charter, team=active.team, major=2, based_on=active, created_by=active.team.ann
    )
    writing.add_clauses(again, active.content().clauses, by=active.team.ann)

    assert "From Version 1.0, active to Version 2.0, draft." in lines(
        compared(new_client(active.team.bo), active.charter)
    )


def test_a_withdrawn_version_is_not_the_newest(new_client, active, amendment):
    moving.withdraw(amendment, reason="Not now", by=active.team.ann)

    assert "This is one and the same text." in lines(compared(new_client(active.team.bo), active.charter))
