"""A charter changes from which another has clauses: the lead hears, sees what is different, and decides. Never silently."""

import pytest
from django.urls import reverse

from charters.actions import amending, closing, inheriting, items, moving
from charters.models import Inheritance
from charters.parentage import newest, sources
from charters.permissions import can_follow_parent, can_keep_own
from common.permissions import Denied, Refused, Stale
from notices import writing
from notices.models import Mail, Notice, Preference, Topic, Way
from teams import actions
from teams.models import Event, Membership
from tests.charters.inheriting import (
    adopt,
    amended,
    change,
    empty_draft,
    family,
    key_of,
    parent_of,
    take,
    with_team,
)
from tests.filling import fill

pytestmark = pytest.mark.django_db
NEW = "We begin reviews before 9:00 and finish them the same day."


class Pair:
    """The harbour's charter in force, and the pier group's, in force too, with an agreement and a role from it."""

    def __init__(self):
        self.harbour, self.pier = family()
        self.parent = parent_of(self.harbour)
        child = empty_draft(self.pier)
        self.agreement = key_of(self.parent, "working_agreement")
        self.role = key_of(self.parent, "role", "Release keeper")
        (self.item, *self.keeper) = sorted(
            take(child, self.parent, self.agreement, self.role), key=lambda one: one.kind != "working_agreement"
        )
        self.child = adopt(child, self.pier)
        self.charter = self.child.charter

    def parent_says(self, *changes, gone=()):
        self.parent = amended(self.parent, self.harbour, *changes, gone=gone)
        return self.parent

    def follow(self, choices=None, by=None):
        return with_team(
            inheriting.follow_parent(
                self.charter, self.parent.charter, choices or {}, seen=self.parent.pk, by=by or self.pier.ann
            ),
            self.pier,
        )

    def keep(self):
        inheriting.keep_own(self.charter, self.parent.charter, seen=self.parent.pk, by=self.pier.ann)

    def news(self, by=None):
        version = newest(self.charter)
        (found,) = sources(version, version.content(), by or self.pier.ann)
        return found

    def said(self):
        return [(one.change.sort, one.change.name) for one in self.news().news]

    def texts(self, version):
        return [one.clause().heading for one in version.items.filter(kind="working_agreement")]


@pytest.fixture
def pair():
    return Pair()


def told():
    found = Notice.objects.filter(kind="charter.parent_changed")
    return sorted(found.values_list("person__email", "text"))


def test_the_lead_hears_and_nothing_changes(pair):
    before = pair.child.document
    pair.parent_says((pair.agreement, {"text": NEW}))
    assert told() == [
        ("ann@example.org", "“Harbour charter” changed, from which “Pier charter” has clauses. See what is different, and decide.")
    ]  # fmt: skip
    child = with_team(pair.child, pair.pier)
    assert (child.state, child.document, pair.texts(child)) == ("active", before, pair.texts(pair.parent.based_on))
    assert not pair.charter.versions.open().exists()


def test_a_change_of_what_was_not_taken_is_told_to_nobody(pair):
    pair.parent_says((key_of(pair.parent, "meeting"), {"when": "Mondays"}))
    assert told() == []
    assert not pair.news().has_news


def test_a_lead_who_left_the_other_team_hears_no_name_and_cannot_decide(pair):
    cy = pair.harbour.cy
    Membership.objects.filter(team=pair.harbour, person=cy).update(role="lead")
    actions.leave_team(Membership.objects.get(team=pair.harbour, person=pair.pier.ann), by=pair.pier.ann)
    pair.harbour.ann = cy
    Preference.objects.create(person=pair.pier.ann, topic=Topic.REVIEWS, way=Way.AT_ONCE)
    pair.parent_says((pair.agreement, {"text": NEW}))
    ((email, text),) = told()
    assert email == "ann@example.org"
    assert text.startswith("A charter of another team changed, from which “Pier charter” has clauses.")
    mail = Mail.objects.get(template="charters/notices/parent_changed.txt")
    assert mail.to == email
    assert "Harbour" not in writing.words(mail).body
    assert "a charter of another team has changed" in writing.words(mail).body
    assert pair.news().has_news
    assert pair.news().news == []
    unseen = Denied("You cannot read that charter: you are not in its team.")
    assert can_keep_own(pair.pier.ann, pair.charter, pair.parent.charter) == unseen
    with pytest.raises(Refused):
        pair.follow()
    assert can_follow_parent(pair.pier.bo, pair.charter, pair.parent.charter) is True
    assert pair.texts(pair.follow(by=pair.pier.bo)) == [NEW]


def test_taking_over_opens_an_amendment_with_their_words(pair):
    pair.parent_says((pair.agreement, {"text": NEW}))
    assert pair.said() == [("changed", pair.item.clause().heading)]

    amendment = pair.follow()

    assert (amendment.state, amendment.based_on_id) == ("draft", pair.child.pk)
    assert pair.texts(amendment) == [NEW]
    assert pair.texts(pair.child) != [NEW]
    rows = amendment.inherited.all()
    assert {row.parent_number for row in rows} == {pair.parent.number}
    assert {row.parent_number for row in pair.child.inherited.all()} == {"1.0"}
    assert not pair.news().has_news
    assert Event.objects.filter(verb="charter.parent_followed").count() == 1
    adopted = adopt(amendment, pair.pier)
    assert pair.texts(adopted) == [NEW]
    assert not pair.news().has_news


def test_withdrawing_that_amendment_asks_again(pair):
    pair.parent_says((pair.agreement, {"text": NEW}))
    moving.withdraw(pair.follow(), reason="Not now.", by=pair.pier.ann)
    assert pair.said() == [("changed", pair.item.clause().heading)]


def test_it_is_laid_onto_an_amendment_that_is_open(pair):
    amendment = with_team(amending.begin(pair.charter, by=pair.pier.bo), pair.pier)
    change(amendment, amendment.items.get(kind="purpose").key, pair.pier.bo, text="We keep the piers.")
    pair.parent_says((pair.agreement, {"text": NEW}))
    followed = pair.follow()
    assert followed == amendment
    assert pair.texts(followed) == [NEW]
    assert followed.items.get(kind="purpose").values["text"] == "We keep the piers."


def test_words_that_deviate_stay_where_only_other_fields_changed(pair):
    amendment = with_team(amending.begin(pair.charter, by=pair.pier.ann), pair.pier)
    change(amendment, pair.item.key, pair.pier.ann, topic="Quality")
    adopt(amendment, pair.pier)
    pair.parent_says((pair.agreement, {"text": NEW}))
    values = pair.follow().items.get(key=pair.item.key).values
    assert (values["text"], values["topic"]) == (NEW, "Quality")


@pytest.mark.parametrize(("choice", "words"), [("mine", "Reviews take a day."), ("theirs", NEW)])
def test_where_both_changed_the_same_words_somebody_chooses(pair, choice, words, new_client):
    amendment = with_team(amending.begin(pair.charter, by=pair.pier.ann), pair.pier)
    change(amendment, pair.item.key, pair.pier.ann, text="Reviews take a day.")
    adopt(amendment, pair.pier)
    pair.parent_says((pair.agreement, {"text": NEW}))
    with pytest.raises(Stale):
        pair.follow()

    client, url = new_client(pair.pier.ann), reverse("charters:parents", args=[pair.charter.pk])
    page = client.get(url).content.decode()
    assert "Reviews take a day." in page
    assert NEW in page
    follow = reverse("charters:follow_parent", args=[pair.charter.pk, pair.parent.charter_id])
    missing = client.post(follow, {"seen": str(pair.parent.pk)})
    assert missing.status_code == 422
    assert "Choose which words stay." in missing.content.decode()
    assert not pair.charter.versions.open().exists()

    client.post(follow, {"seen": str(pair.parent.pk), f"{pair.item.key}.text": choice})

    assert pair.texts(newest(pair.charter)) == [words]
    assert not pair.news().has_news


def test_leaving_it_is_kept_and_the_next_change_is_told(pair, new_client):
    pair.parent_says((pair.agreement, {"text": NEW}))
    url = reverse("charters:parents", args=[pair.charter.pk])
    client = new_client(pair.pier.ann)
    assert (
        "A charter from which this one has clauses has changed."
        in client.get(pair.charter.get_absolute_url()).content.decode()
    )
    client.post(
        reverse("charters:keep_own", args=[pair.charter.pk, pair.parent.charter_id]), {"seen": str(pair.parent.pk)}
    )
    assert not pair.news().has_news
    assert "has changed" not in client.get(pair.charter.get_absolute_url()).content.decode()
    assert "Nothing changed there that you have not decided about." in client.get(url).content.decode()
    assert not pair.charter.versions.open().exists()
    assert Event.objects.filter(verb="charter.parent_left").count() == 1

    pair.parent_says((key_of(pair.parent, "meeting"), {"when": "Mondays"}))
    assert not pair.news().has_news
    pair.parent_says((pair.agreement, {"text": "We review when we can."}))
    assert len(told()) == 2
    assert pair.texts(pair.follow()) == ["We review when we can."]


def test_leaving_it_twice_is_once(pair):
    pair.parent_says((pair.agreement, {"text": NEW}))
    pair.keep()
    pair.keep()
    assert Event.objects.filter(verb="charter.parent_left").count() == 1


def test_replaced_twice_meanwhile_it_is_the_last_words_that_come(pair):
    pair.parent_says((pair.agreement, {"text": "In between."}))
    pair.parent_says((pair.agreement, {"text": NEW}))
    assert pair.texts(pair.follow()) == [NEW]


def test_changed_there_and_changed_back_is_no_news(pair):
    text = pair.item.values["text"]
    pair.parent_says((pair.agreement, {"text": NEW}))
    pair.parent_says((pair.agreement, {"text": text}))
    assert not pair.news().has_news


def test_closed_there_it_still_says_what_it_said(pair, new_client):
    pair.parent_says((pair.agreement, {"text": NEW}))
    closing.close_charter(pair.parent.charter, "reached", "Done.", by=pair.harbour.ann)
    page = new_client(pair.pier.ann).get(reverse("charters:parents", args=[pair.charter.pk])).content.decode()
    assert "It is closed." in page
    assert pair.texts(pair.follow()) == [NEW]


def test_what_is_gone_there_is_shown_and_stays_until_somebody_decides(pair):
    pair.parent_says(gone=[pair.agreement])
    assert pair.said() == [("removed", pair.item.clause().heading)]
    assert pair.texts(pair.child) == [pair.item.clause().heading]
    pair.keep()
    assert pair.said() == []
    assert pair.texts(newest(pair.charter)) == [pair.item.clause().heading]


def test_what_is_gone_there_goes_here_when_it_is_taken_over(pair):
    pair.parent_says(gone=[pair.agreement])
    amendment = pair.follow()
    assert pair.texts(amendment) == []
    assert not amendment.inherited.filter(parent_key=pair.agreement).exists()


def test_work_that_came_to_a_role_comes_or_is_left(pair):
    role, here = pair.role, next(one for one in pair.keeper if one.kind == "role")
    new = amending.begin(pair.parent.charter, by=pair.harbour.ann)
    for place, text in enumerate(("Washing the tent", "Feeding the gulls"), 1):
        key = f"0199f000-0000-7000-8000-00000000000{place}"
        items.save(new, key, {"text": text}, "0.", by=pair.harbour.ann, kind="accountability", parent=role)
    change(
        new, new.items.get(kind="purpose").key, pair.harbour.ann, text="We keep the harbour, so that boats come home."
    )
    pair.parent = adopt(new, pair.harbour)
    assert pair.said() == [("added", "Washing the tent"), ("added", "Feeding the gulls")]

    pair.keep()
    assert pair.said() == []
    purpose = {"text": "We keep the harbour clean, so that boats come home."}
    work = {"text": "Washing the big tent"}
    pair.parent_says(("0199f000-0000-7000-8000-000000000001", work), (key_of(new, "purpose"), purpose))
    assert pair.said() == [("added", "Washing the big tent")]

    amendment = pair.follow()
    work = [
        one.clause().heading for one in amendment.items.filter(kind="accountability", parent=here.key).for_content()
    ]
    assert work == ["Testing each release on the pier", "Announcing releases", "Washing the big tent"]
    assert not pair.news().has_news


def test_in_a_first_draft_it_is_laid_onto_the_draft():
    harbour, pier = family()
    parent = parent_of(harbour)
    child = empty_draft(pier)
    take(child, parent, key_of(parent, "working_agreement"))
    parent = amended(parent, harbour, (key_of(parent, "working_agreement"), {"text": NEW}))
    version = inheriting.follow_parent(child.charter, parent.charter, {}, seen=parent.pk, by=pier.ann)
    assert version == child
    assert [one.clause().heading for one in child.items.filter(kind="working_agreement")] == [NEW]


def test_who_decides(pair):
    answers = {
        who: (
            can_follow_parent(person, pair.charter, pair.parent.charter),
            can_keep_own(person, pair.charter, pair.parent.charter),
        )
        for who, person in (
            ("ann", pair.pier.ann),
            ("bo", pair.pier.bo),
            ("dee", pair.pier.dee),
            ("mo", pair.harbour.mo),
        )
    }
    lead = Denied("Only the team’s lead says that it stays as it is.")
    assert answers == {
        "ann": (True, True),
        "bo": (True, lead),
        "dee": (Denied("You cannot read that charter: you are not in its team."), lead),
        "mo": (Denied("Only the lead and the members take over what changed."), lead),
    }
    closing.close_charter(pair.charter, "reached", "Done.", by=pair.pier.ann)
    pair.charter.refresh_from_db()
    closed = Denied("This charter is closed. The lead can open it again.")
    assert can_follow_parent(pair.pier.ann, pair.charter, pair.parent.charter) == closed


def test_a_page_about_an_older_text_decides_nothing(pair):
    old = pair.parent
    pair.parent_says((pair.agreement, {"text": NEW}))
    for decide in (
        lambda: inheriting.follow_parent(pair.charter, old.charter, {}, seen=old.pk, by=pair.pier.ann),
        lambda: inheriting.keep_own(pair.charter, old.charter, seen=old.pk, by=pair.pier.ann),
    ):
        with pytest.raises(Stale):
            decide()
    assert not pair.charter.versions.open().exists()
    assert Inheritance.objects.filter(seen_words__text=NEW).count() == 0


def test_the_lead_takes_it_over_on_the_page(pair, new_client):
    pair.parent_says((pair.agreement, {"text": NEW}))
    landed = fill(
        new_client(pair.pier.ann), reverse("charters:parents", args=[pair.charter.pk]), seen=str(pair.parent.pk)
    )
    assert "It is in your draft now." in landed.content.decode()
    assert pair.texts(newest(pair.charter)) == [NEW]
