import re
from time import monotonic

from hypothesis import given
from hypothesis import strategies as st

from common.diff import html_diff, plain_diff, text_diff

words = st.lists(st.sampled_from(["mơ", "rừng", " ", "<b>", "&", "\n", "a"]), max_size=20).map(
    "".join
)
tags = st.sampled_from(["<p>", "</p>", "<h2>", "<", ">", "<ins>", "<img alt='x'>", "mơ", " "])
markup = st.lists(tags, max_size=20)


def is_balanced(value):
    stack = []
    for closing, tag in re.findall(r"<(/?)([^>]*)>", value):
        if not closing:
            stack.append(tag)
        elif not stack or stack.pop() != tag:
            return False
    return not stack


class TextDiffTests:
    @given(words, words)
    def test_holds_both_texts(self, old, new):
        runs = text_diff(old, new)
        assert "".join(text for op, text in runs if op != "insert") == old
        assert "".join(text for op, text in runs if op != "delete") == new

    def test_escapes(self):
        assert plain_diff("a <b>", "a &") == "a <del>&lt;b&gt;</del><ins>&amp;</ins>"


class HtmlDiffTests:
    def test_marks_one_comma(self):
        shown = html_diff("<p>Rừng mơ đẹp</p>", "<p>Rừng mơ, đẹp</p>")
        assert shown == "<p>Rừng <del>mơ</del><ins>mơ,</ins> đẹp</p>"

    def test_keeps_a_changed_block_beside_a_new_one(self):
        shown = html_diff("<p>Một hai ba</p>", "<p>Một hai bốn</p><p>Hoàn toàn khác</p>")
        assert shown == "<p>Một hai <del>ba</del><ins>bốn</ins></p><p><ins>Hoàn toàn khác</ins></p>"

    def test_shows_a_paragraph_that_became_a_heading(self):
        assert html_diff("<p>Mơ</p>", "<h2>Mơ</h2>") == "<p><del>Mơ</del></p><h2><ins>Mơ</ins></h2>"

    def test_shows_that_a_link_leads_elsewhere(self):
        shown = html_diff('<p><a href="/a">xem</a></p>', '<p><a href="/b">xem</a></p>')
        assert "<del>(/a)</del><ins>(/b)</ins>" in shown

    @given(markup.map("".join), markup.map("".join))
    def test_is_never_broken(self, old, new):
        shown = html_diff(old, new)
        assert is_balanced(shown)
        assert set(re.findall(r"<(\w+)", shown)) <= {"p", "h2", "ins", "del"}

    def test_answers_soon_for_a_long_monotonous_text(self):
        began = monotonic()
        plain_diff("b " + "a " * 9_000 + "c", "d " + "a " * 9_001 + "e")
        assert monotonic() - began < 3
