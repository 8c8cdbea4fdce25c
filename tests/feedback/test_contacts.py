"""People outside: two members have to know somebody before they count, nobody is two people, and nobody counts for themselves."""

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.urls import reverse

from common.permissions import Refused
from feedback.actions import contacts
from feedback.models import OutsideContact
from notices.actions import send_due
from notices.models import Mail, Notice
from tests.factories import charter_at, person
from tests.feedback.requests import add, draft_by, group_of, invitation_of, send
from tests.filling import fill, form_of
from tests.plugins.mailbox import words_of

JON = ("Jon Pier", "jon@operator.example")


@pytest.fixture
def charter(db):
    version = charter_at("active")
    version.charter.team = version.team
    return version.charter


@pytest.fixture
def team(charter):
    return charter.team


def url(charter):
    return reverse("feedback:contacts", args=[charter.pk])


def add_one(charter, by, person_=JON):
    added, refused = contacts.add_contacts(charter, [person_], "client", by=by)
    return added[0] if added else refused


def confirmed(charter, team, person_=JON):
    return contacts.confirm_contact(add_one(charter, team.bo, person_), by=team.cy)


def test_named_by_one_and_confirmed_by_another(charter, team, new_client):
    """Through the pages: who named somebody is told why not, another member confirms."""
    page = fill(
        new_client(team.bo), url(charter), people="Jon Pier <Jon@Operator.example>, dee@city.example", group="client"
    )
    assert page.status_code == 200
    jon = OutsideContact.objects.get(name="Jon Pier")
    assert str(jon.address) == "Jon@Operator.example"
    assert [str(one.may_confirm.reason) for one in page.context["waiting"]] == 2 * [
        "You named this person. Somebody else of the team confirms that they know them too."
    ]
    page = new_client(team.cy).post(reverse("feedback:confirm_contact", args=[jon.pk]), follow=True)
    assert [one.name for one in page.context["confirmed"]] == ["Jon Pier"]
    assert [one.address for one in page.context["waiting"]] == ["dee@city.example"]


def test_who_named_somebody_cannot_confirm_them(charter, team):
    contact = add_one(charter, team.bo)
    with pytest.raises(Refused):
        contacts.confirm_contact(contact, by=team.bo)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutsideContact.objects.update(confirmed_by=team.bo)


@pytest.mark.parametrize("address", ["bo@example.org", "BO+x@Example.org", "second@private.example"])
def test_nobody_counts_for_themselves(address, charter, team):
    """Neither under another spelling nor with a second address of theirs, whoever named it."""
    EmailAddress.objects.create(user=team.bo, email="second@private.example", verified=True)
    refused = add_one(charter, team.bo, ("Somebody", address))
    assert [(where, str(why)) for where, why in refused] == [(address, "This is your own address.")]
    assert not OutsideContact.objects.exists()
    if address == "second@private.example":
        contact = add_one(charter, team.cy, ("Somebody", address))
        with pytest.raises(Refused, match="own address"):
            contacts.confirm_contact(contact, by=team.bo)


def test_somebody_of_the_team_is_not_outside(charter, team):
    assert [str(why) for _where, why in add_one(charter, team.bo, ("Cy", "cy+work@example.org"))] == [
        "This is the address of somebody in the team."
    ]


def test_one_person_is_on_the_list_once(charter, team):
    add_one(charter, team.bo)
    added, refused = contacts.add_contacts(
        charter,
        [("J.", "JON+news@operator.example"), ("Dee", "d.ee@gmail.com"), ("Dee", "dee@googlemail.com")],
        "partner",
        by=team.cy,
    )
    assert ([one.normal_address for one in added], refused) == (["dee@gmail.com"], [])


def test_wrong_entries_stay_in_the_field_and_nobody_is_added(charter, team, new_client):
    typed = "dee@city.example, not an address, Bo <bo@example.org>"
    page = new_client(team.bo).post(url(charter), {"people": typed, "group": "client"})
    assert page.status_code == 422
    assert [error.split(":")[0] for error in page.context["form"].errors["people"]] == ["not an address"]
    page = new_client(team.bo).post(url(charter), {"people": "dee@city.example, bo@example.org", "group": "client"})
    assert page.context["form"].errors == {"people": ["bo@example.org: This is your own address."]}
    assert page.context["form"]["people"].value() == "dee@city.example, bo@example.org"
    assert not OutsideContact.objects.exists()


def test_only_those_who_write_the_charter_see_addresses(charter, team, new_client):
    add_one(charter, team.bo)
    answers = {}
    for who in (team.ann, team.cy, team.mo, team.ob, person("oz"), person("root", is_staff=True, is_superuser=True)):
        page = new_client(who).get(url(charter))
        answers[who.name] = (page.status_code, JON[1] in page.content.decode())
    assert answers == {
        "Ann": (200, True), "Cy": (200, True), "Mo": (403, False), "Ob": (403, False), "Oz": (404, False), "Root": (404, False),
    }  # fmt: skip


def test_lead_and_members_hear_once_and_no_address_is_told(charter, team, mailbox):
    add_one(charter, team.bo)
    add_one(charter, team.bo, ("Dee", "dee@city.example"))
    send_due()
    told = Notice.objects.filter(kind="feedback.contact_to_confirm").select_related("person")
    assert sorted(one.person.name for one in told) == ["Ann", "Cy"]
    mails = [mail for mail in mailbox if mail["Subject"] == "Do you know them too?"]
    assert sorted(mail.recipients[0] for mail in mails) == ["ann@example.org", "cy@example.org"]
    said = " ".join([one.text for one in told] + [words_of(mail) for mail in mails])
    assert "Jon" not in said
    assert "@operator.example" not in said


def test_nobody_is_asked_any_more_when_nobody_waits(charter, team):
    jon, dee = add_one(charter, team.bo), add_one(charter, team.bo, ("Dee", "dee@city.example"))
    asked = Notice.objects.filter(kind="feedback.contact_to_confirm")
    contacts.confirm_contact(jon, by=team.cy)
    assert asked.count() == 2
    contacts.remove_contact(dee, by=team.bo)
    assert asked.count() == 0
    assert not Mail.objects.filter(key__startswith="feedback.contacts").exists()


def test_confirming_counts_in_what_is_being_prepared_and_not_in_what_was_sent(charter, team):
    """Also the other way round: who is taken off the list counts no more in a draft, and as before in what was sent."""
    sent, draft = (draft_by(team.bo, charter=charter) for _ in range(2))
    for request in (sent, draft):
        add(group_of(request), team.ann, team.cy, team.mo)
        add(group_of(request, "client"), JON)
    send(sent)
    jon = confirmed(charter, team)
    assert [invitation_of(one, JON[1]).counts for one in (sent, draft)] == [False, True]
    contacts.remove_contact(jon, by=team.ann)
    assert [invitation_of(one, JON[1]).counts for one in (sent, draft)] == [False, False]


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_at_any_size(number, charter, team, new_client, django_assert_max_num_queries):
    people = [(f"Client {n}", f"c{n}@city.example") for n in range(number)]
    contacts.add_contacts(charter, people, "client", by=team.bo)
    client = new_client(team.cy)
    with django_assert_max_num_queries(12):
        page = client.get(url(charter)).content.decode()
    assert f"c{number - 1}@city.example" in page


def test_the_page_says_what_it_is_for(charter, team, new_client):
    page = new_client(team.bo).get(url(charter)).content.decode()
    assert "Nobody outside is named yet" in page
    assert form_of(new_client(team.bo), url(charter), "people").values["people"] == [""]
