"""Figures that a test shows at the end of the run, whoever ran it: `figures("a killed worker", sent=4, lost=0)`."""

import pytest


@pytest.fixture
def figures(record_property):
    def show(what: str, **numbers):
        record_property("figures", f"{what}: " + ", ".join(f"{name} {number}" for name, number in numbers.items()))

    return show


def pytest_terminal_summary(terminalreporter):
    reports = [report for found in terminalreporter.stats.values() for report in found if hasattr(report, "user_properties")]  # fmt: skip
    shown = sorted({text for report in reports for name, text in report.user_properties if name == "figures"})
    if shown:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(shown))
