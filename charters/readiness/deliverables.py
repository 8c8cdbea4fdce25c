"""Checks 5 and 7: deliverables, their dates, and who answers for them."""

from datetime import date

from django.utils.translation import gettext as _

from charters.content import Clause
from charters.due import label, resolve
from charters.readiness.facts import Facts, Found, Reason, listed, named, plain, shortened


def deliverables_are_settled(facts: Facts) -> Found:
    """Exactly one A, at least one R and a due block; what is odd about dates and owners is said, and may be meant."""
    items = facts.content.of("deliverable")
    reasons = [Reason(words, item.key, blocks=True) for item in items for words in unsettled(facts, item)]
    hints = [Reason(words, item.key) for item in (*items, *facts.content.of("milestone")) for words in odd(facts, item)]
    return Found(len(items), reasons + hints + backwards(facts))


def unsettled(facts: Facts, item: Clause) -> list[str]:
    doing, accountable = (known(facts, facts.letters[item.key][letter]) for letter in "RA")
    name = {"item": named(item)}
    missing = [
        "" if accountable else _("Deliverable %(item)s has no A: nobody is accountable.") % name,
        many_accountable(facts, item, accountable) if len(accountable) > 1 else "",
        "" if doing else _("Deliverable %(item)s has no R: nobody does the work.") % name,
        "" if item["due"] else _("Deliverable %(item)s has no due date.") % name,
    ]
    return [words for words in missing if words]


def many_accountable(facts: Facts, item: Clause, keys: list[str]) -> str:
    roles = listed(named(facts.content.by_key[key]) for key in keys)
    if len(keys) == 2:
        return _("Deliverable %(item)s has two A's: %(roles)s.") % {"item": named(item), "roles": roles}
    words = _("Deliverable %(item)s has %(count)d A's: %(roles)s.")
    return words % {"item": named(item), "count": len(keys), "roles": roles}


def known(facts: Facts, role_keys: list[str]) -> list[str]:
    """A letter for a role that was removed counts for nobody."""
    return [key for key in role_keys if key in facts.holding]


def odd(facts: Facts, item: Clause) -> list[str]:
    hints = [undated(item), after_the_end(facts, item), owner_is_no_person(facts, item)]
    return [words for words in hints if words]


def undated(item: Clause) -> str:
    due = item["due"]
    if due is None or due["precision"] != "text":
        return ""
    return _("“%(due)s” of %(item)s is no date yet.") % {"due": shortened(due["text"]), "item": named(item)}


def after_the_end(facts: Facts, item: Clause) -> str:
    ends, due = span(facts)[1], resolve(item["due"], facts.today)
    if ends is None or due is None or due <= ends:
        return ""
    return _("%(item)s is due %(due)s, after the charter ends.") % {"item": named(item), "due": label(item["due"])}


def span(facts: Facts) -> tuple[date | None, date | None]:
    """From when until when the charter holds; what is relative counts as if it were adopted today."""
    dates = facts.content.one("dates")
    return (resolve(dates["starts"], facts.today), resolve(dates["ends"], facts.today)) if dates else (None, None)


def backwards(facts: Facts) -> list[Reason]:
    starts, ends = span(facts)
    if starts is None or ends is None or starts <= ends:
        return []
    return [Reason(_("The charter ends before it starts."), facts.content.one("dates").key)]


def owner_is_no_person(facts: Facts, item: Clause) -> str:
    """An owner is a role, a person or free words; another deliverable owns nothing."""
    owned = facts.owned
    owner, path = plain(item["owner"]), [plain(item.heading)]
    if owner not in owned:
        return vacant_owner(facts, item)
    while owner in owned and owner not in path:
        path.append(owner)
        owner = owned[owner]
    if owner in path:
        return _("The owners of %(item)s go round in a circle; name a role or a person.") % {"item": named(item)}
    return _("%(item)s is owned by another deliverable; name a role or a person.") % {"item": named(item)}


def vacant_owner(facts: Facts, item: Clause) -> str:
    role = facts.roles_by_title.get(plain(item["owner"]))
    if role is None or facts.holding[role.key]:
        return ""
    return _("%(item)s is owned by %(role)s, which is vacant.") % {"item": named(item), "role": named(role)}


def done_is_defined(facts: Facts) -> Found:
    items = facts.content.of("deliverable")
    words = _("Deliverable %(item)s does not say when it is done.")
    return Found(
        len(items),
        [Reason(words % {"item": named(item)}, item.key) for item in items if not item["acceptance_criteria"].strip()],
    )
