"""Doors: issues, options, weights and scores, rankings, links, what-ifs and files."""

from django.urls import path

from negotiations.views import numbers as views
from negotiations.views import numbers_files as files
from negotiations.views import numbers_links as links
from negotiations.views import numbers_rank as rank
from negotiations.views import numbers_scenarios as scenarios

urlpatterns = [
    path("<uuid:sheet>/numbers/", views.numbers, name="numbers"),
    path("<uuid:sheet>/numbers/shares/", views.numbers_shares, name="numbers_shares"),
    path("<uuid:sheet>/numbers/add/", views.numbers_add, name="numbers_add"),
    path("<uuid:sheet>/numbers/order/", views.numbers_order, name="numbers_order"),
    path("<uuid:sheet>/numbers/move/", views.numbers_move, name="numbers_move"),
    path("<uuid:sheet>/numbers/rank/", rank.numbers_rank, name="numbers_rank"),
    path("<uuid:sheet>/numbers/links/", links.numbers_links, name="numbers_links"),
    path("<uuid:sheet>/numbers/links/add/", links.numbers_link, name="numbers_link"),
    path("<uuid:sheet>/numbers/links/<uuid:link>/remove/", links.numbers_unlink, name="numbers_unlink"),
    path("<uuid:sheet>/numbers/what-if/", scenarios.numbers_scenarios, name="numbers_scenarios"),
    path("<uuid:sheet>/numbers/what-if/add/", scenarios.numbers_scenario_add, name="numbers_scenario_add"),
    path("<uuid:sheet>/numbers/what-if/<uuid:scenario>/", scenarios.numbers_scenario, name="numbers_scenario"),
    path(
        "<uuid:sheet>/numbers/what-if/<uuid:scenario>/remove/", scenarios.numbers_scenario_remove,
        name="numbers_scenario_remove",
    ),
    path("<uuid:sheet>/numbers/files/", files.numbers_files, name="numbers_files"),
    path("<uuid:sheet>/numbers/files/scores.csv", files.numbers_csv, name="numbers_csv"),
    path("<uuid:sheet>/numbers/files/table/", files.numbers_import_csv, name="numbers_import_csv"),
    path("<uuid:sheet>/numbers/files/import/", files.numbers_import, name="numbers_import"),
    path("<uuid:sheet>/numbers/files/<slug:kind>/domain/", files.numbers_export_domain, name="numbers_export_domain"),
    path(
        "<uuid:sheet>/numbers/files/<slug:kind>/profile/<slug:party>/", files.numbers_export_profile,
        name="numbers_export_profile",
    ),
    path("<uuid:sheet>/numbers/<uuid:issue>/", views.numbers_issue, name="numbers_issue"),
    path("<uuid:sheet>/numbers/<uuid:issue>/rank/", rank.numbers_rank_options, name="numbers_rank_options"),
    path("<uuid:sheet>/numbers/<uuid:issue>/options/", views.numbers_options, name="numbers_options"),
    path("<uuid:sheet>/numbers/<uuid:issue>/remove/", views.numbers_remove, name="numbers_remove"),
    path("<uuid:sheet>/options/<uuid:option>/remove/", views.numbers_remove_option, name="numbers_remove_option"),
]  # fmt: skip
