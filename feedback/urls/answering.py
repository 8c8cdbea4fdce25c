"""Doors: answering. The same pages by three ways in, and what helps who has no link."""

from django.urls import path

from feedback.views import answering, asks, doors, recovering, stopping

WAYS = {
    "answer": ("feedback/answer/<str:token>/", doors.by_link),
    "asked": ("feedback/asked/<uuid:invitation>/", doors.signed_in),
    "own_answers": ("feedback/<uuid:ask>/yourself/", doors.about_oneself),
}
PAGES = {
    "": answering.start,
    "write": answering.write,
    "review": answering.review,
    "lock": answering.lock,
}
# Nobody declines to answer about themselves.
RATHER_NOT = {
    "decline": stopping.decline,
    "undo_decline": stopping.undo_decline,
    "not_me": stopping.not_me,
    "stop_mails": stopping.stop_mails,
    "concern": stopping.concern,
}


def pages_of(way: str) -> list:
    """ "answer_write" is feedback/answer/<token>/write/."""
    place, enter = WAYS[way]
    views = PAGES if way == "own_answers" else PAGES | RATHER_NOT
    return [
        path(place + (f"{page.replace('_', '-')}/" if page else ""), enter(view), name=f"{way}_{page}" if page else way)
        for page, view in views.items()
    ]


urlpatterns = [
    path("feedback/asked/", asks.asks, name="asks"),
    path("feedback/lost-link/", recovering.recover, name="recover"),
    path("no-more-mails/<str:token>/", stopping.no_more_mails, name="no_more_mails"),
    path("feedback/open/<str:token>/", recovering.open_link, name="open_link"),
    *[page for way in WAYS for page in pages_of(way)],
]
