"""Doors: the win-win explorer, its map, packages and offers."""

from django.urls import path

from negotiations.views import draws, exploring, offers, packages, scenarios

urlpatterns = [
    path("<uuid:sheet>/explore/", exploring.explore, name="explore"),
    path("<uuid:sheet>/explore/draws/", draws.draw, name="draw"),
    path("<uuid:sheet>/explore/scenarios/", scenarios.compare_scenarios, name="compare_scenarios"),
    path("<uuid:sheet>/explore/kept/", exploring.analyses, name="analyses"),
    path("<uuid:sheet>/explore/keep/", exploring.keep_analysis, name="keep_analysis"),
    path("<uuid:sheet>/packages/", packages.packages, name="packages"),
    path("<uuid:sheet>/packages/save/", packages.save_package, name="save_package"),
    path("<uuid:sheet>/packages/compare/", packages.compare_packages, name="compare_packages"),
    path("<uuid:sheet>/packages/<uuid:package>/", packages.package, name="package"),
    path("<uuid:sheet>/packages/<uuid:package>/rename/", packages.rename_package, name="rename_package"),
    path("<uuid:sheet>/packages/<uuid:package>/theirs/", packages.mark_theirs, name="mark_theirs"),
    path("<uuid:sheet>/packages/<uuid:package>/ours/", packages.mark_ours, name="mark_ours"),
    path("<uuid:sheet>/packages/<uuid:package>/remove/", packages.remove_package, name="remove_package"),
    path("<uuid:sheet>/offers/", offers.make_offers, name="make_offers"),
    path("<uuid:sheet>/offers/<uuid:offers>/prefer/<uuid:package>/", offers.prefer, name="prefer"),
]
