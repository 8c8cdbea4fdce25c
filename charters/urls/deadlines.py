"""Addresses of what is due, of what is done about it, and of those who are asked before it changes."""

from django.urls import path

from charters.views import consulting, deadlines

urlpatterns = [
    path("<uuid:charter>/deadlines/", deadlines.deadlines, name="deadlines"),
    path("<uuid:charter>/deadlines/<uuid:key>/", deadlines.deadline, name="deadline"),
    path("<uuid:charter>/deadlines/<uuid:key>/project/", deadlines.project, name="project"),
    path("<uuid:charter>/deadlines/<uuid:key>/as-agreed/", deadlines.withdraw_projection, name="withdraw_projection"),
    path("<uuid:charter>/deadlines/<uuid:key>/hand-over/", deadlines.hand_over, name="hand_over"),
    path("<uuid:charter>/deadlines/<uuid:key>/accept/", deadlines.accept_result, name="accept_result"),
    path("<uuid:charter>/deadlines/<uuid:key>/send-back/", deadlines.send_back, name="send_back"),
    path("<uuid:charter>/deadlines/<uuid:key>/not-done/", deadlines.not_done, name="not_done"),
    path("<uuid:charter>/deadlines/<uuid:key>/reopen/", deadlines.reopen, name="reopen"),
    path("<uuid:charter>/deadlines/<uuid:key>/propose/", deadlines.propose_date, name="propose_date"),
    path("<uuid:charter>/deadlines/<uuid:key>/agree/", deadlines.agree_to_date, name="agree_to_date"),
    path("<uuid:charter>/deadlines/<uuid:key>/refuse/", deadlines.refuse_date, name="refuse_date"),
    path("<uuid:charter>/deadlines/<uuid:key>/withdraw/", deadlines.withdraw_date, name="withdraw_date"),
    path("<uuid:charter>/consultations/", consulting.consultations, name="consultations"),
    path("<uuid:charter>/consultations/ask/", consulting.ask_consulted, name="ask_consulted"),
    path("consultations/<uuid:consultation>/", consulting.answer_consultation, name="answer_consultation"),
]
