"""How every page of a team begins: what the person may see, or a 404."""

from django.shortcuts import get_object_or_404

from teams.models import Membership, Team


def find_team(request, slug) -> Team:
    return get_object_or_404(Team.objects.visible_to(request.user), slug=slug)


def find_membership(request, slug, pk) -> Membership:
    present = Membership.objects.present().select_related("team", "person")
    return get_object_or_404(present.filter(team=find_team(request, slug)), pk=pk)


def own_membership(request, slug) -> Membership:
    present = Membership.objects.present().select_related("team", "person")
    return get_object_or_404(present, team__slug=slug, person=request.user)
