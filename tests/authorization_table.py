"""The table of test_authorization: door, method, the parts of its address, the state of the charter, who gets what.

The columns are anonymous, outsider, observer, member, lead, manager, administrator (who is in no team).
"""

from typing import NamedTuple


class Row(NamedTuple):
    name: str
    method: str
    parts: str
    state: str
    answers: str
    fields: tuple = ()


def get(name, parts, answers, state="draft", /, **fields):
    return Row(name, "get", parts, state, answers, tuple(fields.items()))


def post(name, parts, answers, state="draft", /, **fields):
    return Row(name, "post", parts, state, answers, tuple(fields.items()))


WORDS = {"text": "Why?", "token": "0199f000-0000-7000-8000-000000000001"}
EVERYONE = "y y y y y y y"
SIGNED_IN = "L y y y y y y"
OF_THE_TEAM = "L - y y y y -"
WRITERS = "L - n y y n -"
LEAD = "L - n n y n -"

ROWS = [
    # The roof and what is one's own
    get("dashboard:home", "", EVERYONE),
    get("dashboard:team_charters", "slug", OF_THE_TEAM),
    get("dashboard:search", "", SIGNED_IN, q="ferry"),
    get("accounts:profile", "", SIGNED_IN),
    post("accounts:profile", "", SIGNED_IN),
    get("notices:inbox", "", SIGNED_IN),
    post("notices:read_all", "", SIGNED_IN),
    get("notices:open", "notice", "L - - y - - -"),
    post("notices:read", "notice", "L - - y - - -"),
    post("notices:unread", "notice", "L - - y - - -"),
    get("notices:choose", "", SIGNED_IN),
    post("notices:choose", "", SIGNED_IN, talk="off"),
    get("notices:stop", "stop_token", EVERYONE),
    post("notices:stop", "stop_token", EVERYONE, stop="1"),
    get("notices:stop", "nobody-knows-this", "- - - - - - -"),
    post("notices:stop", "nobody-knows-this", "- - - - - - -", stop="1"),
    # Teams
    get("teams:list", "", SIGNED_IN),
    get("teams:create", "", SIGNED_IN),
    post("teams:create", "", SIGNED_IN),
    get("teams:show", "slug", OF_THE_TEAM),
    get("teams:history", "slug", OF_THE_TEAM),
    get("teams:edit", "slug", LEAD),
    post("teams:edit", "slug", LEAD, name="Other"),
    get("teams:set_parent", "slug", LEAD),
    post("teams:set_parent", "slug", LEAD, parent=""),
    get("teams:leave", "slug", OF_THE_TEAM),
    post("teams:leave", "slug", "L - y y n y -"),
    get("teams:invite", "slug", LEAD),
    post("teams:invite", "slug", LEAD, addresses="x@example.org", role="member"),
    post("teams:resend_invitation", "slug invitation", LEAD),
    post("teams:withdraw_invitation", "slug invitation", LEAD),
    get("teams:accept", "nobody-knows-this", "- - - - - - -"),
    get("teams:answer", "invitation", "L - - - - - -"),
    post("teams:answer", "invitation", "L - - - - - -"),
    get("teams:member", "slug membership", OF_THE_TEAM),
    post("teams:change_role", "slug membership", LEAD, role="observer"),
    post("teams:set_hours", "slug membership", "L - n n y y -", hours="20"),
    post("teams:mark_away", "slug membership", "L - n n n y -", since="2026-01-01"),
    post("teams:mark_back", "slug membership", "L - n n n n -"),  # nobody is away
    post("teams:remove_member", "slug membership", LEAD),
    # Writing
    get("charters:choose_team", "", SIGNED_IN),
    get("charters:start", "slug", WRITERS),
    post("charters:start", "slug", WRITERS, title="New"),
    get("charters:draft", "charter", OF_THE_TEAM),
    get("charters:draft", "charter", OF_THE_TEAM, "active"),
    get("charters:retitle", "charter", WRITERS),
    post("charters:retitle", "charter", WRITERS, title="New", adoption="signatures"),
    post("charters:retitle", "charter", "L - n n n n -", "signing", title="New", adoption="signatures"),
    get("charters:changes", "charter", OF_THE_TEAM, since="2026-01-01T00:00:00+00:00"),
    get("charters:raci", "charter", OF_THE_TEAM),
    post("charters:move", "charter", WRITERS, item="@role", direction="down"),
    post("charters:order", "charter", WRITERS),
    get("charters:add", "charter goal", WRITERS),
    get("charters:add", "charter goal", "L - n n n n -", "signing"),
    get("charters:add", "charter goal", WRITERS, "in_review"),
    post("charters:item", "charter uuid", WRITERS, kind="goal", statement="More"),
    post("charters:item", "charter uuid", "L - n n n n -", "signing", kind="goal", statement="More"),
    post("charters:add_many", "charter goal", WRITERS, lines="One"),
    get("charters:item", "charter key", OF_THE_TEAM),
    post("charters:item", "charter key", WRITERS, text="Better"),
    post("charters:item", "charter key", "L - n n n n -", "signing", text="Better"),
    post("charters:item", "charter key", "L - - - - - -", "active", text="Better"),
    get("charters:row", "charter key", OF_THE_TEAM),
    # Amending
    post("charters:amend", "charter", WRITERS, "active"),
    post("charters:amend", "charter", "L - n n n n -"),
    get("charters:amendment", "charter", OF_THE_TEAM, "amending"),
    get("charters:amendment", "charter", "L - - - - - -", "active"),
    post("charters:note", "charter", WRITERS, "amending", note="A day moves."),
    get("charters:put_in_force", "charter", "L - n n n n -", "amending"),  # it is more than editorial
    post("charters:put_in_force", "charter", "L - n n n n -", "amending"),
    get("charters:rebase", "charter", "L - n n n n -", "amending"),  # what it is based on still holds
    post("charters:rebase", "charter", "L - n n n n -", "amending"),
    get("charters:call_material", "charter", "L - n n n n -", "active"),
    post("charters:call_material", "charter", "L - n n n n -", "active", reason="No."),
    post("charters:clear", "charter", OF_THE_TEAM, "signing", seen="x"),  # of another text: told so, nothing is done
    post("charters:remove", "charter key", WRITERS),
    post("charters:restore", "charter key", WRITERS),
    # Preparing, proposals, talk
    get("charters:prepare", "charter", WRITERS),
    post("charters:prepare", "charter", WRITERS, think="I think", revision="1"),
    post("charters:share", "charter", WRITERS),
    get("charters:open_draft", "charter", "L - n n n n -"),
    post("charters:open_draft", "charter", OF_THE_TEAM),  # it is open already: nothing happens
    get("charters:proposals", "charter", OF_THE_TEAM),
    post("charters:adopt_proposal", "proposal", WRITERS, kind="goal", text="Fewer words"),
    post("charters:dismiss_proposal", "proposal", WRITERS),
    post("charters:restore_proposal", "dismissed", WRITERS),
    get("charters:open_points", "charter", OF_THE_TEAM),
    get("charters:talk", "charter key", OF_THE_TEAM),
    post("charters:ask", "charter key", "L - n y y y -", **WORDS),
    post("charters:ask", "charter key", "L - n n n n -", "signing", **WORDS),
    post("charters:ask", "charter key", "L - n y y y -", "active", **WORDS),
    post("charters:object_to", "charter key", "L - n n n n -", "active", **WORDS),
    get("charters:talk", "charter key", OF_THE_TEAM, "active"),
    post("charters:suggest", "charter key", "L - n y y y -", field="text", new_text="New", **WORDS),
    post("charters:object_to", "charter key", "L - n y y y -", **WORDS),
    post("charters:reply", "question", "L - n y y y -", **WORDS),
    post("charters:answer", "objection", LEAD, **WORDS),
    post("charters:resolve_comment", "question", WRITERS),
    post("charters:resolve_comment", "objection", "L - n y n n -"),
    post("charters:reopen_comment", "settled", "L - n y y y -"),
    post("charters:take_over", "suggestion", WRITERS, seen="x"),
    # Roles and their review
    get("charters:answer_role", "assignment", "L - - y - - -"),
    post("charters:answer_role", "assignment", "L - - y - - -", answer="accept"),
    post("charters:ask_role_again", "assignment", OF_THE_TEAM),  # bo is asked already: nothing happens
    get("charters:review", "charter", OF_THE_TEAM, "in_review"),
    get("charters:review_role", "charter role", "L - n n n y -", "in_review"),
    post("charters:review_role", "charter role", "L - n n n y -", "in_review", verdict="endorsed"),
    post("charters:review_role", "charter role", "L - n n n n -", "draft", verdict="endorsed"),
    get("charters:reply_to_review", "review", "L - n y n n -", "in_review"),
    post("charters:reply_to_review", "review", "L - n y n n -", "in_review", text="I see."),
    # Looking back
    get("charters:charter_reviews", "charter", OF_THE_TEAM, "active"),
    get("charters:charter_reviews", "charter", OF_THE_TEAM, "draft"),
    post("charters:open_charter_review", "charter", OF_THE_TEAM, "active"),  # it is open already: nothing happens
    post("charters:open_charter_review", "charter", "L - n n n n -", "signing"),
    post("charters:set_review_every", "charter", LEAD, "active", months="4"),
    get("charters:mark_agreements", "open_review", WRITERS),
    get("charters:mark_agreements", "closed_review", OF_THE_TEAM),  # leads to the result
    post("charters:mark_agreements", "open_review", WRITERS),
    post("charters:hand_in_marks", "open_review", WRITERS),
    get("charters:charter_review", "open_review", OF_THE_TEAM),
    get("charters:charter_review", "closed_review", OF_THE_TEAM),
    post("charters:close_charter_review", "open_review", LEAD),
    post("charters:leave_unchanged", "closed_review", LEAD, next_on="2030-01-01"),
    post("charters:change_agreement", "closed_review agreement", WRITERS),
    # Vacancies and hand-overs
    get("dashboard:care", "", SIGNED_IN),
    post("charters:fill_role", "charter role", WRITERS, "active"),
    post("charters:begin_hand_over", "assignment", "L - n y n n -", "active"),
    get("charters:hand_over_sheet", "hand_over", "L - - y y - -"),
    post("charters:hand_over_sheet", "hand_over", "L - - y n - -", still_open="More"),
    get("charters:hand_over_sheet", "handed_over", OF_THE_TEAM),
    post("charters:hand_over_sheet", "handed_over", "L - n n n n -", still_open="More"),
    post("charters:resume_hand_over", "handed_over", "L - n n n n -"),
    post("charters:resume_hand_over", "hand_over", "L - - y y - -"),  # it is not finished: nothing happens
    # Signing
    get("charters:mine", "", SIGNED_IN),
    get("charters:signed", "signature", "L - - y - - -", "active"),
    get("charters:signatures", "charter", OF_THE_TEAM, "signing"),
    get("charters:sign", "charter", OF_THE_TEAM, "signing"),
    post("charters:sign", "charter", WRITERS, "signing", typed_name="x"),
    post("charters:approve", "charter", "L - n n n n -", "signing", typed_name="x"),
    get("charters:decline", "charter", WRITERS, "signing"),
    post("charters:decline", "charter", WRITERS, "signing", reason="No"),
    post("charters:vote", "charter", "L - n n n n -", "signing", choice="yes"),
    post("charters:send_to_review", "charter", LEAD),
    post("charters:return_to_draft", "charter", LEAD, "in_review", reason="More"),
    post("charters:ask_signatures", "charter", LEAD, "in_review", unendorsed_reason="Mo is away"),
    post("charters:declare", "charter", "L - n n n n -", "in_review"),
    post("charters:withdraw", "charter", LEAD, reason="No"),
    post("charters:withdraw", "charter", LEAD, "signing", reason="No"),
    post("charters:extend", "charter", LEAD, "signing", sign_by="2030-01-01"),
    # What is due: ann (lead) is A and bo (member) R of the pilot, of which a new day is proposed; bo is A of the launch, which was handed over
    get("charters:deadlines", "charter", OF_THE_TEAM, "active"),
    get("charters:deadlines", "charter", OF_THE_TEAM),
    get("charters:deadline", "charter pilot", OF_THE_TEAM, "active"),
    get("charters:deadline", "charter launch", OF_THE_TEAM, "active"),
    post("charters:project", "charter pilot", WRITERS, "active", on="2040-01-01"),
    post("charters:withdraw_projection", "charter pilot", OF_THE_TEAM, "active"),  # none was made: nothing happens
    post("charters:hand_over", "charter pilot", WRITERS, "active", what="It runs."),
    post("charters:accept_result", "charter launch", "L - n y n n -", "active"),
    post("charters:accept_result", "charter pilot", "L - n n n n -", "active"),
    post("charters:send_back", "charter launch", "L - n y n n -", "active", reason="One line is missing."),
    post("charters:not_done", "charter pilot", LEAD, "active", reason="No money."),
    post("charters:reopen", "charter passed", LEAD, "active", reason="Not yet."),
    post("charters:propose_date", "charter pilot", WRITERS, "active", on="2040-01-01", why="Storms."),
    post("charters:agree_to_date", "charter pilot", "L - n n n n -", "active"),  # cy is not heard yet
    post("charters:refuse_date", "charter pilot", LEAD, "active", reason="We wait."),
    post("charters:withdraw_date", "charter pilot", WRITERS, "active"),
    get("charters:consultations", "charter", OF_THE_TEAM),
    post("charters:ask_consulted", "charter", WRITERS, "in_review"),
    post("charters:ask_consulted", "charter", "L - n n n n -"),
    get("charters:answer_consultation", "consultation", "L - - y - - -", "active"),
    post("charters:answer_consultation", "consultation", "L - - y - - -", "active", text="Fine."),
    # Documents
    get("charters:show", "charter", OF_THE_TEAM, "active"),
    get("charters:show", "charter", OF_THE_TEAM),
    get("charters:version", "version", OF_THE_TEAM, "active"),
    get("charters:export", "version json", OF_THE_TEAM, "active"),
    get("charters:export", "version md", OF_THE_TEAM),
    get("charters:export", "version pdf", OF_THE_TEAM, "active"),
    get("charters:history", "charter", OF_THE_TEAM),
    get("charters:readiness", "charter", OF_THE_TEAM),
    get("charters:readiness", "charter", OF_THE_TEAM, "active"),
    get("charters:compare", "charter", OF_THE_TEAM),
    # Calendars: a link is read by whoever has it, and belongs to bo
    get("charters:calendar", "", SIGNED_IN),
    post("charters:calendar", "", SIGNED_IN, key=WORDS["token"]),
    get("charters:charter_calendar", "charter", OF_THE_TEAM, "active"),
    get("charters:charter_calendar", "charter", OF_THE_TEAM),
    post("charters:charter_calendar", "charter", OF_THE_TEAM, "active", key=WORDS["token"]),
    get("charters:calendar_file", "charter", OF_THE_TEAM, "active"),
    get("charters:deadline_file", "charter pilot", OF_THE_TEAM, "active"),
    post("charters:remake_feed", "feed", "L - - y - - -", key=WORDS["token"]),
    post("charters:revoke_feed", "feed", "L - - y - - -"),
    get("charters:feed", "secret", EVERYONE),
    get("charters:feed", "nobody-knows-this", "- - - - - - -"),
    post("charters:feed", "secret", "x x x x x x x"),
    get("charters:verify", "", EVERYONE),
    post("charters:verify", "", EVERYONE),
    get("charters:import_file", "slug", WRITERS),
    post("charters:import_file", "slug", WRITERS),
    # Taking from other charters
    get("charters:choose_parent", "charter", WRITERS),
    get("charters:inherit", "charter parent", WRITERS),
    post("charters:inherit", "charter parent", WRITERS, seen="@there", all="1"),
    get("charters:parents", "charter", OF_THE_TEAM),
    post("charters:follow_parent", "charter parent", WRITERS, seen="@there"),
    post("charters:keep_own", "charter parent", LEAD, seen="@there"),
    # Closing and ending
    get("charters:close_charter", "charter", LEAD, "active"),
    post("charters:close_charter", "charter", LEAD, "active", outcome="reached", words="Done"),
    post("charters:close_charter", "charter", "L - n n n n -", outcome="reached", words="Done"),
    post("charters:reopen_charter", "charter", OF_THE_TEAM, "active"),  # it is not closed: nothing happens
    get("charters:reopen_charter", "charter", "L - n n n n -", "active"),
    get("dashboard:closed_charters", "slug", OF_THE_TEAM),
    # Signing in (the pages of allauth): for everyone, or for oneself after signing in
    *(get(f"account_{name}", "", EVERYONE) for name in ("login", "signup", "reset_password", "reset_password_done", "reset_password_from_key_done", "inactive", "email_verification_sent", "logout")),
    get("account_confirm_login_code", "", "L y y y y y y"),
    get("account_confirm_email", "no-such-key", EVERYONE),
    get("account_reset_password_from_key", "0 no-such-key", EVERYONE),
    *(get(f"account_{name}", "", SIGNED_IN) for name in ("reauthenticate", "email", "change_password", "set_password")),
    *(get(f"mfa_{name}", "", SIGNED_IN) for name in ("index", "reauthenticate", "activate_totp", "generate_recovery_codes", "list_webauthn", "add_webauthn", "reauthenticate_webauthn")),
    *(get(f"mfa_{name}", "", SIGNED_IN) for name in ("authenticate", "login_webauthn")),
    *(get(f"mfa_{name}", "", "L - - - - - -") for name in ("deactivate_totp", "view_recovery_codes", "download_recovery_codes")),
    *(get(f"mfa_{name}", "1", SIGNED_IN) for name in ("remove_webauthn", "edit_webauthn")),
    get("usersessions_list", "", SIGNED_IN),
]  # fmt: skip
