"""The agreement: its terms, offering, signing, sharing."""

from django.urls import path

from conflicts.views import agreeing, agreeing_terms, sharing, signing

ROOT = "disagreements/<uuid:case>/agreement/"
TERM = f"{ROOT}terms/<uuid:term>/"
TEXT = f"{ROOT}<uuid:agreement>/"

urlpatterns = [
    path(ROOT, agreeing.agreement, name="agreement"),
    path(f"{ROOT}begin/", agreeing.begin_agreement, name="begin_agreement"),
    path(f"{ROOT}back/", agreeing.go_back_to_options, name="go_back_to_options"),
    path(f"{ROOT}amend/", agreeing.amend_agreement, name="amend_agreement"),
    path(f"{ROOT}keep/", agreeing.keep_agreement, name="keep_agreement"),
    path(f"{ROOT}look-again/", agreeing.look_again, name="look_again"),
    path(f"{ROOT}opening/", agreeing.write_opening, name="write_opening"),
    path(f"{ROOT}missing/", agreeing.missing_terms, name="missing_terms"),
    path(f"{ROOT}terms/add/", agreeing_terms.add_term, name="add_term"),
    path(f"{ROOT}terms/move/", agreeing_terms.move_term, name="move_term"),
    path(TERM, agreeing_terms.term, name="term"),
    path(f"{TERM}row/", agreeing_terms.term_row, name="term_row"),
    path(f"{TERM}remove/", agreeing_terms.remove_term, name="remove_term"),
    path(f"{TERM}put-back/", agreeing_terms.put_back_term, name="put_back_term"),
    path(f"{TERM}share/", sharing.share_term, name="share_term"),
    path(f"{TERM}unshare/", sharing.unshare_term, name="unshare_term"),
    path(f"{TERM}carry/", sharing.carry_term, name="carry_term"),
    path(TEXT, signing.signed_agreement, name="signed_agreement"),
    path(f"{TEXT}offer/", signing.offer, name="offer"),
    path(f"{TEXT}sign/", signing.sign_agreement, name="sign_agreement"),
    path(f"{TEXT}change/", signing.change_text, name="change_text"),
    path(f"{TEXT}agreement.<str:extension>", signing.export_agreement, name="export_agreement"),
]
