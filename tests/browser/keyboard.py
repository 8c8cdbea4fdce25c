"""Someone who has a keyboard and nothing else: what Tab does not reach does not exist for them."""

import re

from playwright.sync_api import expect

MOST_STOPS = 400
HAS_FOCUS = "(node) => node === document.activeElement"
# The thing itself, its label or what it stands in looks different as long as it has the focus.
SHOWS_FOCUS = """(node) => {
    const around = [node, ...(node.labels ?? []), node.parentElement, node.parentElement?.parentElement].filter(Boolean);
    const look = () => around.map((one) => getComputedStyle(one)).map((style) => `${style.outline} ${style.boxShadow}`).join();
    const focused = look();
    node.blur();
    const plain = look();
    node.focus({ preventScroll: true });
    return focused !== plain;
}"""


def named(label):
    """This label; a field that must be filled has a star behind it."""
    return re.compile(rf"^{re.escape(label)}\*?$")


class Keyboard:
    """`press(name)` follows a link or a button, `write(label, text)` fills a field; each is reached by Tab first."""

    def __init__(self, page):
        self.page = page

    def reach(self, target):
        """Tab, until the focus is there; it must be seen there."""
        expect(target).to_be_attached()
        for _stop in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if target.evaluate(HAS_FOCUS):
                break
        expect(target).to_be_focused()
        expect(target).to_be_in_viewport()
        assert target.evaluate(SHOWS_FOCUS), f"the focus on {target} is not seen"

    def press(self, name, role="link", within="main"):
        """Reaches what has exactly this name and presses Enter."""
        self.reach(self.page.locator(within).get_by_role(role, name=name, exact=True).first)
        self.page.keyboard.press("Enter")

    def send(self, name):
        """Presses a button and waits for the page it leads to."""
        with self.page.expect_navigation():
            self.press(name, role="button")

    def follow(self, name, within="main"):
        with self.page.expect_navigation():
            self.press(name, within=within)

    def write(self, label, text, within="main"):
        """In place of what was there."""
        self.reach(self.page.locator(within).get_by_role("textbox", name=named(label)).first)
        self.overwrite(text)

    def overwrite(self, text):
        """In the field that has the focus, in place of what was there."""
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def choose(self, label):
        """One of several round buttons: Tab to the one that is chosen, arrows to the others."""
        button = self.page.get_by_label(label, exact=True)
        group = self.page.locator(f'[name="{button.get_attribute("name")}"]')
        chosen = group.and_(self.page.locator(":checked"))
        self.reach(chosen if chosen.count() else group.first)
        for _step in range(group.count()):
            if button.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        expect(button).to_be_checked()
