"""One's own collaboration profile: what it shows, how a visitor sees it, and the links that lead to it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.permissions import May
from feedback import profiles
from feedback.actions import profile as actions
from feedback.forms.profile import ProfileHeadForm, ShareLinkForm
from feedback.models import ProfileItem, ShareLink
from feedback.permissions import can_share_profile
from feedback.profiles import Entry, Section
from feedback.views.outside import outsiders
from teams.models import hash_of

# What is said where a section has nothing to offer yet.
NOTHING = {
    Section.ROLES: _("Roles that you accept in a charter can stand here."),
    Section.PROJECTS: _("Charters that you sign, or hold a role in, can stand here."),
    Section.STRENGTHS: _(
        "Strengths come from results of feedback: at least five answers in each of two projects. "
        "Only what is among your first three can stand here."
    ),
    Section.QUOTES: _("Words of named answers can stand here, once those who wrote them agree."),
    Section.LEARNING: _("What you have learned, and marked as done in your log, can stand here."),
}
FULL = {
    Section.ROLES: _("with team and charter"),
    Section.PROJECTS: _("with team and charter"),
    Section.LEARNING: _("with what I take from it"),
}


@dataclass(frozen=True)
class Choice:
    """One thing that may be opted in."""

    ref: str
    entry: Entry
    is_chosen: bool
    in_full: bool


@dataclass(frozen=True)
class Part:
    """One section as its owner sets it."""

    key: str
    title: str
    is_on: bool
    choices: list[Choice]
    nothing: str
    full: str

    @property
    def chosen(self) -> int:
        return sum(choice.is_chosen for choice in self.choices)


def profile(request):
    own = profiles.profile_of(request.user)
    form = ProfileHeadForm(own, request.POST or None)
    if form.is_valid():
        actions.write_profile(**form.cleaned_data, by=request.user)
        messages.success(request, _("Your profile is saved."))
        return redirect("feedback:profile")
    context = {"tab": "profile", "profile": own, "form": form, "parts": parts_of(own)}
    return render(request, "feedback/profile.html", context, status=422 if form.errors else 200)


def parts_of(own) -> list[Part]:
    items = list(own.items.all())
    return [part_of(own, section, [item for item in items if item.section == section]) for section in Section]


def part_of(own, section, items: list[ProfileItem]) -> Part:
    """What was chosen stands first, in its order."""
    offers = profiles.offered(own.person, section)
    chosen = [Choice(one.ref, offers[one.ref], True, one.in_full) for one in items if one.ref in offers]
    known = {choice.ref for choice in chosen}
    rest = [Choice(ref, entry, False, False) for ref, entry in offers.items() if ref not in known]
    return Part(
        str(section),
        section.label,
        profiles.is_on(own, section),
        chosen + rest,
        NOTHING[section],
        FULL.get(section, ""),
    )


@require_POST
def profile_section(request, section):
    """One form for a section: whether it shows, which things, and a button for each that moves it up or down."""
    if section not in Section:
        raise Http404
    refs = moved(request.POST.getlist("item"), request.POST.get("move", ""))
    actions.set_section(section, "is_shown" in request.POST, refs, request.POST.getlist("full"), by=request.user)
    messages.success(request, _("%(section)s: saved.") % {"section": Section(section).label})
    return redirect(f"{reverse('feedback:profile')}#{section}")


def moved(refs: list[str], move: str) -> list[str]:
    """`move` is "up:<ref>" or "down:<ref>"; what it does not name stays as it is."""
    way, _colon, ref = move.partition(":")
    refs = list(dict.fromkeys(refs))
    if ref not in refs or way not in ("up", "down"):
        return refs
    place = refs.index(ref)
    refs.insert(max(place + (1 if way == "down" else -1), 0), refs.pop(place))
    return refs


@require_GET
def profile_preview(request):
    """Exactly what a visitor gets, also while the profile is off."""
    return visitors_page(request, profiles.profile_of(request.user))


def share_link(request):
    """All links; a new one is shown in the answer to its form, since its secret is kept nowhere."""
    form = ShareLinkForm(request.POST or None)
    link, token = made_of(request, form) if form.is_valid() else (None, "")
    own = profiles.profile_of(request.user)
    context = {
        "tab": "profile",
        "profile": own,
        "may": May(request.user, own, share=can_share_profile),
        "form": ShareLinkForm() if link else form,
        "links": own.links.all()[:100],
        "made": link,
        "address": settings.SITE_URL + reverse("feedback:see_profile", args=[token]) if token else "",
    }
    return render(request, "feedback/share_link.html", context, status=422 if form.errors else 200)


def made_of(request, form):
    return actions.make_share_link(**form.cleaned_data, by=request.user)


@require_POST
def revoke_share_link(request, link):
    link = get_object_or_404(ShareLink.objects.filter(profile__person_id=request.user.pk), pk=link)
    actions.revoke_share_link(link, by=request.user)
    messages.success(request, _("The link is revoked: whoever has it reads nothing any more."))
    return redirect("feedback:share_link")


@outsiders
@require_GET
def see_profile(request, token):
    """What a link shows to whoever has it. All that lead nowhere, for whatever reason, get the same page."""
    links = ShareLink.objects.select_related("profile__person")
    link = links.filter(token_hash=hash_of(token), profile__is_on=True, profile__person__is_active=True).first()
    if link is None or not link.is_alive:
        return render(request, "feedback/profile_gone.html", status=404)
    return visitors_page(request, link.profile)


def visitors_page(request, own):
    return render(request, "feedback/see_profile.html", {"shown": profiles.shown(own)})
