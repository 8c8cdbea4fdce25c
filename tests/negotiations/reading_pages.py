"""What a reader of a sheet's pages reads."""

import re
from html import unescape

from django.urls import reverse

from negotiations import scoring
from negotiations.reading import read_whole

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def url(name, sheet, *parts):
    return reverse(f"negotiations:{name}", args=[sheet.pk, *parts])


def words_in(answer):
    """The words of a page's content, without tags and with single spaces."""
    page = answer.content.decode()
    main = page.split("<main", 1)[1].split("</main>")[0].split(">", 1)[1] if "<main" in page else page
    words = " ".join(
        unescape(re.sub(r"<[^>]+>", " ", re.sub(r"<script.*?</script>", "", main, flags=re.DOTALL))).split()
    )
    return re.sub(r" ([.,:;])", r"\1", words)


def without_keys(said: str) -> str:
    """A text without identifiers, in which any few digits may stand by chance."""
    return UUID.sub("", said)


def words_of(browser, address, status=200):
    answer = browser.get(address)
    assert answer.status_code == status
    return words_in(answer)


def fields_of(sheet, package, **more):
    """The form of a package, filled with option numbers in the order of the issues."""
    choices = scoring.choices_of(read_whole(sheet), tuple(package))
    return {f"issue_{issue}": option for issue, option in choices.items()} | more
