"""Preparing a request on its one page: each part saved at once, bad input refused in words, nothing typed lost."""

import pytest
from django.urls import reverse

from feedback.models import FeedbackInvitation, FeedbackRequest, OutsideContact
from feedback.permissions.asking import MOST_PEOPLE
from notices.models import Mail, Notice
from tests.factories import charter_at, person, team_with
from tests.feedback.requests import add, draft_by, group_of
from tests.filling import fill, form_of

pytestmark = pytest.mark.django_db
State = FeedbackRequest.State


def url(name, *parts):
    return reverse(f"feedback:{name}", args=parts)


@pytest.fixture
def team():
    return team_with()


@pytest.fixture
def charter(team):
    return charter_at("active", team).charter


def people_of(ask, key):
    return sorted(ask.invitations.filter(group__key=key).values_list("address", flat=True))


def html_of(response):
    return response.content.decode()


def test_from_a_charter_to_a_sent_request(new_client, team, charter):
    client = new_client(team.bo)
    response = fill(client, f"{url('start')}?charter={charter.pk}", about="Delay notices, spring release")
    ask = FeedbackRequest.objects.get()
    assert response.redirect_chain == [(url("show", ask.pk), 302)]
    assert (ask.subject, ask.team, ask.charter, ask.occasion, ask.state) == (team.bo, team, charter, "pulse", "draft")

    for key in ("teammate", "client", "self"):
        client.post(url("add_group", ask.pk, key))
    chosen = [team.ann.email, team.cy.email, team.mo.email]
    ticked = form_of(client, url("show", ask.pk), "version", "mode").values
    client.post(url("set_group", ask.pk, "teammate"), ticked | {"chosen": chosen})
    client.post(url("add_people", ask.pk, "client"), {"addresses": "Jon Pier <jon@operator.example>"})
    client.post(url("name_group", ask.pk, "client"))
    assert people_of(ask, "teammate") == chosen
    assert people_of(ask, "client") == ["jon@operator.example"]
    assert people_of(ask, "self") == [team.bo.email]

    before = html_of(client.get(url("show", ask.pk)))
    assert "3 teammates: shown as a group of their own, if at least 3 of them answer." in before
    assert "1 client: you read each answer with its name." in before
    client.post(url("send", ask.pk))
    client.post(url("send", ask.pk))
    ask.refresh_from_db()
    assert ask.state == State.COLLECTING
    assert Mail.objects.filter(key__startswith=f"feedback:{ask.pk}:asked:").count() == 4


def test_a_pulse_brings_its_short_form(new_client, team, charter):
    client = new_client(team.bo)
    fill(client, f"{url('start')}?charter={charter.pk}", about="The pilot")
    ask = FeedbackRequest.objects.get()
    client.post(url("add_group", ask.pk, "teammate"))
    assert ask.groups.get().version.questionnaire.slug == "pulse"


def test_the_same_form_begins_one_request(new_client, team):
    client = new_client(team.bo)
    form = form_of(client, url("start"))
    for _ in range(2):
        client.post(url("start"), form.values | {"about": "The release"})
    assert FeedbackRequest.objects.count() == 1


def test_start_offers_the_closed_charters_first_and_none_of_others(new_client, team):
    old, running = charter_at("active", team, title="Old"), charter_at("active", team, title="Running")
    charter_at("active", team_with({"oz": "lead"}, name="Elsewhere"), title="Not ours")
    old.charter.closed_at, old.charter.closed_by, old.charter.outcome, old.charter.outcome_words = (
        running.created_at, team.ann, "reached", "All of it.",
    )  # fmt: skip
    old.charter.save()
    response = new_client(team.bo).get(url("start"))
    labels = [label for _, label in response.context["form"].fields["charter"].choices]
    assert labels == ["None", "Harbour App: Old (closed)", "Harbour App: Running"]


def test_a_draft_is_seen_by_its_person_alone(new_client, team):
    ask = draft_by(team.bo, team)
    answers = {name: new_client(who).get(url("show", ask.pk)).status_code for name, who in everyone(team).items()}
    assert answers == {"bo": 200, "ann": 404, "mo": 404, "ob": 404, "root": 404}


def everyone(team):
    return {
        "bo": team.bo,
        "ann": team.ann,
        "mo": team.mo,
        "ob": team.ob,
        "root": person("root", is_staff=True, is_superuser=True),
    }


BAD = [
    ("not an address", "This is not an e-mail address."),
    ("bo@example.org", "This is your own address."),
    ("bo+private@example.org", "This is your own address."),
    ("x" * 300 + "@example.com", "It is longer than an address can be."),
    ("eve@example.com\x07Bcc: all@example.com", "There are invisible signs in it."),
    ("“eve”\u2028Bcc: all@example.com", "There are invisible signs in it."),
    ("<script>alert(1)</script>@example.com", "This is not an e-mail address."),
    ("😀", "This is not an e-mail address."),
    ("\u202eelpmaxe@eve.com", "There are invisible signs in it."),
]


@pytest.mark.parametrize(("entry", "reason"), BAD)
def test_a_bad_address_stays_in_the_field_with_its_reason(new_client, team, entry, reason):
    ask = draft_by(team.bo, team)
    group_of(ask, "client")
    response = new_client(team.bo).post(url("add_people", ask.pk, "client"), {"addresses": f"kim@example.com\n{entry}"})
    [card] = response.context["cards"]
    assert response.status_code == 422
    assert people_of(ask, "client") == ["kim@example.com"]
    assert card["paste"]["addresses"].value() == entry
    assert [words.startswith(reason) for _, words in map(told, card["paste"].wrong)] == [True]


def told(pair):
    return pair[0], str(pair[1])


def test_the_same_address_in_other_spellings_is_one_person(new_client, team):
    ask = draft_by(team.bo, team)
    group_of(ask, "client"), group_of(ask, "partner")
    client = new_client(team.bo)
    for _ in range(2):
        client.post(url("add_people", ask.pk, "client"), {"addresses": "Kim <kim@example.com>"})
    client.post(url("add_people", ask.pk, "partner"), {"addresses": "KIM+work@example.com"})
    assert list(ask.invitations.values_list("address", "group__key")) == [("kim@example.com", "client")]


def test_a_name_cannot_break_out_of_a_mail_or_a_page(new_client, team):
    ask = draft_by(team.bo, team)
    group_of(ask, "client")
    client = new_client(team.bo)
    client.post(
        url("add_people", ask.pk, "client"), {"addresses": '"<b>win</b> https://evil.example now" <kim@example.com>'}
    )
    client.post(url("add_people", ask.pk, "client"), {"addresses": "<b>Kim</b> <jo@example.com>"})
    page = html_of(client.get(url("show", ask.pk)))
    assert "evil.example" not in page.replace("&lt;b&gt;win&lt;/b&gt; https://evil.example now", "")
    assert "<b>" not in page


def test_nobody_asks_more_than_two_hundred(new_client, team):
    ask = draft_by(team.bo, team)
    group_of(ask, "client")
    many = "\n".join(f"p{n}@example.com" for n in range(MOST_PEOPLE))
    client = new_client(team.bo)
    client.post(url("add_people", ask.pk, "client"), {"addresses": many})
    response = client.post(url("add_people", ask.pk, "client"), {"addresses": "one@example.com"})
    assert response.status_code == 422
    assert "Please ask at most 200 people at once." in html_of(response)
    assert ask.invitations.count() == MOST_PEOPLE


LINE = {"about": "The release", "note": "", "closes_on": "2026-11-20", "share": "subject", "revision": "1"}


@pytest.fixture
def november(time_machine):
    time_machine.move_to("2026-11-02T12:00:00+00:00")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("closes_on", "2026-11-01", "Please give people at least 3 days."),
        ("closes_on", "2026-11-04", "Please give people at least 3 days."),
        ("closes_on", "2026-12-03", "Please choose a day within the next 30 days."),
        ("closes_on", "soon", "This is not a day. Write it like 2026-12-31."),
        (
            "note",
            "See https://evil.example/x",
            "Please leave out links and addresses: they make a mail look like spam.",
        ),
        ("note", "x" * 501, "Please shorten your message to 500 characters; it has 501."),
        (
            "about",
            "Win at evil.example.com/now",
            "Please leave out links and addresses: they make a mail look like spam.",
        ),
        ("about", "two\nlines", "A name is one line of text."),
        ("about", " ", "This cannot stay empty."),
        ("share", "everybody", "Select a valid choice. everybody is not one of the available choices."),
    ],
)
def test_a_bad_line_is_refused_and_kept_on_the_page(new_client, november, team, field, value, words):
    ask = draft_by(team.bo, team, about="Before")
    response = new_client(team.bo).post(url("describe", ask.pk), LINE | {field: value})
    assert response.status_code == 422
    assert response.context["form"].errors == {field: [words]}
    assert response.context["form"][field].value() == value
    ask.refresh_from_db()
    assert ask.about == "Before"


def test_emoji_right_to_left_and_tags_are_words(new_client, november, team):
    ask = draft_by(team.bo, team)
    note = "שלום 😀 <script>alert(1)</script>"
    client = new_client(team.bo)
    client.post(url("describe", ask.pk), LINE | {"note": note})
    ask.refresh_from_db()
    assert ask.note == note
    assert "<script>alert" not in html_of(client.get(url("show", ask.pk)))


def test_two_windows_lose_no_word(new_client, november, team):
    ask = draft_by(team.bo, team)
    client = new_client(team.bo)
    client.post(url("describe", ask.pk), LINE | {"note": "From the first window"})
    response = client.post(url("describe", ask.pk), LINE | {"note": "From the second"}, headers={"hx-request": "true"})
    assert response.status_code == 409
    assert "From the first window" in html_of(response)
    assert "From the second" in html_of(response)
    again = LINE | {"note": "From the second", "over": "2", "keep": "mine"}
    assert client.post(url("describe", ask.pk), again, headers={"hx-request": "true"}).status_code == 200
    ask.refresh_from_db()
    assert ask.note == "From the second"


def test_saving_tells_anew_what_will_happen(new_client, team):
    ask = draft_by(team.bo, team)
    group = group_of(ask)
    chosen = [team.ann.email, team.cy.email]
    fields = {"version": str(group.version_id), "mode": "confidential", "chosen": chosen}
    response = new_client(team.bo).post(url("set_group", ask.pk, "teammate"), fields, headers={"hx-request": "true"})
    assert [str(one.reason) for one in response.context["preview"]["wrong"]] == [
        "Nothing could be shown of the confidential answers, even if everybody answers: 2 people count and can be reached, 3 are needed. Ask more people, or ask by name."
    ]


def test_a_group_of_one_is_offered_by_name(new_client, team):
    ask = draft_by(team.bo, team)
    add(group_of(ask, "client"), ("Jon", "jon@operator.example"))
    client = new_client(team.bo)
    assert "With one client, confidential is not possible" in html_of(client.get(url("show", ask.pk)))
    client.post(url("name_group", ask.pk, "client"))
    assert ask.groups.get().mode == "named"
    assert "With one client" not in html_of(client.get(url("show", ask.pk)))


def test_unticking_takes_off_and_leaves_pasted_ones(new_client, team):
    ask = draft_by(team.bo, team)
    group = group_of(ask)
    add(group, team.ann, team.cy, ("Kim", "kim@example.com"))
    fields = {"version": str(group.version_id), "mode": "confidential", "chosen": [team.cy.email, team.mo.email]}
    new_client(team.bo).post(url("set_group", ask.pk, "teammate"), fields)
    assert people_of(ask, "teammate") == sorted([team.cy.email, team.mo.email, "kim@example.com"])


def test_clauses_become_questions_for_who_lived_by_them(new_client, team, charter):
    ask = draft_by(team.bo, team, charter=charter)
    client = new_client(team.bo)
    offered = client.get(url("show", ask.pk)).context["clauses"].found
    key = next(iter(offered))
    client.post(url("choose_clauses", ask.pk), {"clauses": [key]})
    ask.refresh_from_db()
    [question] = ask.clauses()
    assert (question.key, question.kind, question.clause) == (f"clause-{key.replace('-', '')}", "agree", key)
    assert [question.key in {one.key for one in group_of(ask, name).questions()} for name in ("teammate", "client")] == [
        True, False,
    ]  # fmt: skip


def test_nothing_of_a_draft_is_told(new_client, team):
    ask = draft_by(team.bo, team)
    add(group_of(ask), team.ann, team.cy, team.mo)
    new_client(team.bo).get(url("show", ask.pk))
    assert (Mail.objects.count(), Notice.objects.count()) == (0, 0)
    assert set(ask.invitations.values_list("state", flat=True)) == {FeedbackInvitation.State.CREATED}


def test_after_sending_nothing_of_it_changes(new_client, team):
    ask = draft_by(team.bo, team)
    group = group_of(ask)
    add(group, team.ann, team.cy, team.mo)
    client = new_client(team.bo)
    client.post(url("send", ask.pk))
    for name, parts in (
        ("describe", []),
        ("set_group", ["teammate"]),
        ("add_people", ["teammate"]),
        ("add_group", ["client"]),
    ):
        assert client.post(url(name, ask.pk, *parts)).status_code == 403, name
    assert client.post(url("remove_group", ask.pk, "teammate")).status_code == 403
    assert ask.invitations.count() == 3


def test_contacts_of_the_charter_are_offered_as_ticks(new_client, team, charter):
    known = {"team": team, "charter": charter, "added_by": team.bo, "group": "client"}
    for name, by in (("Jon", team.ann), ("Kim", None)):
        address = f"{name.lower()}@operator.example"
        OutsideContact.objects.create(**known, name=name, address=address, normal_address=address, confirmed_by=by)
    ask = draft_by(team.bo, team, charter=charter)
    group = group_of(ask, "client")
    client = new_client(team.bo)
    [card] = client.get(url("show", ask.pk)).context["cards"]
    offered = ["jon@operator.example", "kim@operator.example"]
    assert list(card["form"].offered) == offered
    fields = {"version": str(group.version_id), "mode": "confidential", "chosen": offered}
    client.post(url("set_group", ask.pk, "client"), fields)
    assert dict(ask.invitations.values_list("address", "counts")) == dict(zip(offered, (True, False), strict=True))


def test_a_teammate_asked_as_lead_is_not_offered_twice(new_client, team):
    ask = draft_by(team.bo, team)
    add(group_of(ask, "lead"), team.ann)
    group_of(ask)
    cards = {one["group"].key: one["form"] for one in new_client(team.bo).get(url("show", ask.pk)).context["cards"]}
    assert set(cards["lead"].offered) == {team.ann.email, team.mo.email}
    assert set(cards["teammate"].offered) == {team.cy.email, team.mo.email, team.ob.email}


def test_a_draft_is_thrown_away(new_client, team):
    ask = draft_by(team.bo, team)
    add(group_of(ask), team.ann, team.cy)
    client = new_client(team.bo)
    client.post(url("cancel_request", ask.pk))
    ask.refresh_from_db()
    assert (ask.state, ask.invitations.count()) == (State.CANCELLED, 0)
    assert client.get(url("list")).context["behind"] == []


def test_the_empty_list_says_what_it_is_good_for(new_client, team):
    page = html_of(new_client(team.bo).get(url("list")))
    assert "Learn from those who saw you work" in page


def test_the_list_says_how_many_are_asked_beside_oneself_the_latest_first(new_client, team):
    first, second = draft_by(team.bo), draft_by(team.bo)
    client = new_client(team.bo)
    for key in ("client", "self"):
        client.post(url("add_group", first.pk, key))
    client.post(url("add_people", first.pk, "client"), {"addresses": "jon@operator.example, kim@operator.example"})

    drafts = client.get(url("list")).context["running"]
    assert [(one.pk, one.asked) for one in drafts] == [(second.pk, None), (first.pk, 2)]
