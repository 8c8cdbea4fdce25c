"""Makes the pictures of the README in docs/screenshots, from the demo, in a real browser: `make screenshots`."""

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from dashboard.demo.story import PASSWORD  # noqa: E402 the project's root is known only now
from tests.plugins import chromium  # noqa: E402
from tests.plugins.mailbox import free_port  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 360, "height": 740}
# Name, who looks, the state of the charter or the page of a sheet ("" is home), window, colours.
SHOTS = [
    ("home", "mira", "", WIDE, "light"),
    ("home-phone", "jo", "", PHONE, "dark"),
    ("charter", "mira", "active", WIDE, "light"),
    ("charter-dark", "mira", "active", WIDE, "dark"),
    ("charter-phone", "mira", "active", PHONE, "light"),
    ("draft", "mira", "draft", WIDE, "light"),
    ("sign", "mira", "signing", WIDE, "light"),
    ("role-review", "tomas", "in_review", WIDE, "light"),
    ("explorer", "mira", "explore", {"width": 1280, "height": 1240}, "light"),
    ("session-phone", "mira", "talks", PHONE, "dark"),
    ("result", "mira", "result", {"width": 1280, "height": 1240}, "light"),
    ("asked-phone", "sam", "asked", PHONE, "dark"),
    ("options", "sam", "options", {"width": 1280, "height": 1240}, "light"),
    ("cards-phone", "jo", "cards", PHONE, "dark"),
]


@contextmanager
def site():
    """The whole site with a fresh demo, in a directory of its own."""
    with tempfile.TemporaryDirectory() as directory:
        port = free_port()
        command = [sys.executable, "manage.py", "start", "--port", str(port)]
        env = os.environ | {"VAR_DIR": directory, "DATABASE_URL": "", "SITE_URL": f"http://localhost:{port}"}
        with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as running:
            if not any("is at http" in line for line in running.stdout):
                sys.exit("The site did not start.")
            try:
                yield f"http://localhost:{port}", directory
            finally:
                running.send_signal(signal.SIGTERM)
                running.stdout.read()


def places(directory):
    """Where the demo's charters are, by the state they are in, the pages of its running negotiation, a result, a question and what two people settled: asked of the site's own database."""
    question = (
        "from charters.models import CharterVersion as V\n"
        "from conflicts.models import ConflictCase as C\n"
        "from negotiations.models import PrepSheet as S, Session as T\n"
        "from feedback.models import FeedbackInvitation as I, FeedbackRequest as R\n"
        "for v in V.objects.order_by('created_at'): print(v.state, v.charter_id)\n"
        "for s in S.objects.filter(state='active'): print('explore', s.pk)\n"
        "for t in T.objects.filter(sheet__state='active'): print('talks', f'{t.sheet_id}/talks/{t.pk}')\n"
        "for r in R.objects.filter(state='released').order_by('created_at'): print('result', r.pk)\n"
        "for i in I.objects.filter(state='sent', person__email__startswith='sam'): print('asked', i.pk)\n"
        "for c in C.objects.filter(state='follow_up'): print('case', c.pk)"
    )
    env = os.environ | {"VAR_DIR": directory, "DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", question],
        cwd=ROOT, env=env, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return dict(line.split() for line in done.stdout.splitlines())


def sign_in(page, address, who):
    page.goto(f"{address}/account/login/")
    page.fill("[name=login]", f"{who}@harbour.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def shoot(browser, address, name, who, path, window, scheme):
    context = browser.new_context(viewport=window, color_scheme=scheme, device_scale_factor=1, reduced_motion="reduce")
    page = context.new_page()
    sign_in(page, address, who)
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()
    print(f"docs/screenshots/{name}.png")


def paths(known):
    """Each picture with its page; one whose charter the demo does not hold is named and left out."""
    pages = {
        "active": "/charters/{}/", "draft": "/charters/{}/draft/",
        "signing": "/charters/{}/sign/", "in_review": "/charters/{}/review/",
        "explore": "/negotiations/{}/explore/", "talks": "/negotiations/{}/",
        "result": "/feedback/{}/results/", "asked": "/feedback/asked/{}/",
    }  # fmt: skip
    found = {state: page.format(known[state]) for state, page in pages.items() if state in known}
    settled = {name: f"/disagreements/{known['case']}/{name}/" for name in ("options", "cards") if "case" in known}
    return found | settled


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    with site() as (address, directory), sync_playwright() as playwright:
        found = paths(places(directory))
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.FLAGS)
        for name, who, state, window, scheme in SHOTS:
            if state and state not in found:
                print(f"{name}: the demo has nothing for {state}", file=sys.stderr)
                continue
            shoot(browser, address, name, who, found.get(state, "/"), window, scheme)
        browser.close()


if __name__ == "__main__":
    main()
