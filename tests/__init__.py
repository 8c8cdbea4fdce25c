"""Tests. What the fixtures assert is told as fully as what a test asserts."""

import pytest

pytest.register_assert_rewrite("tests.plugins.browser", "tests.plugins.client", "tests.factories")
