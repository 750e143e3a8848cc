import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from common.richtext import RichTextField, clean, image_hashes, links, text

SHA = "a" * 64
PIECES = [
    "<p>",
    "</p>",
    "<h2>",
    "</h2>",
    "<b>",
    "</b>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "&nbsp;",
    "\xa0",
    "<br>",
    "<!--",
    "-->",
    "<o:p>",
    "</o:p>",
    "<script>",
    "</script>",
    "<",
    ">",
    '"',
    "&",
    "&lt;",
    "<span>",
    "</span>",
    '<a href="javascript:x">',
    '<a href="/x" title="<p></p>">',
    "</a>",
    f'<img src="/tep/{SHA}/a.jpg" alt=">">',
    "<img>",
    "<svg>",
    "<math>",
    "<style>",
    "</style>",
    "<title>",
    "<figure class='image x'>",
    "</figure>",
    "mơ",
    "e\u0302\u0301",
    " ",
]
hostile = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=25).map("".join)


class CleanTests:
    @given(hostile)
    @example('<a href="javascript:x"><table><a href="javascript:x">')
    def test_done_twice_is_done_once(self, value):
        assert clean(clean(value)) == clean(value)

    @given(hostile)
    @example('<title><a href="javascript:x">')
    def test_leaves_nothing_that_runs(self, value):
        """Words about a link are no link: what stands outside of tags runs nowhere."""
        tags = re.findall(r"<[^>]*", clean(value).lower())
        bad = ("<script", "<svg", "<style", 'href="javascript:')
        assert not [tag for tag in tags if any(one in tag for one in bad)]

    @pytest.mark.parametrize(
        "value",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            '<img src="data:image/png;base64,AAAA">',
            "<iframe src='https://example.org'></iframe>",
            '<img alt="><script>alert(1)</script>">',
            "<svg onload=x>",
            '<img src="https://example.org/a.jpg">',
            "<style>p{}</style>",
            '<img src="//example.org/a.png">',
        ],
    )
    def test_drops(self, value):
        assert clean(value) == ""

    @pytest.mark.parametrize(
        "address",
        ["javascript:alert(1)", "JaVa\tscript:alert(1)", "data:text/html,x", "vbscript:x"],
    )
    def test_refuses_an_address_that_runs(self, address):
        assert "href" not in clean(f'<a href="{address}">xem</a>')

    def test_makes_word_paste_plain(self):
        pasted = (
            '<!--[if gte mso 9]><xml>x</xml><![endif]--><p class="MsoNormal" style="mso-x:1"><span lang="VI">Bản'
            "&nbsp;&nbsp; làng<o:p></o:p></span></p><p><span>&nbsp;</span></p>"
        )
        assert clean(pasted) == "<p>Bản làng</p>"

    def test_keeps_tables_captions_links_and_pictures(self):
        kept = (
            f'<figure class="image image-style-side"><img src="/tep/{SHA}/a.jpg" alt="Rừng mơ">'
            "<figcaption>Rừng</figcaption></figure>"
            '<figure class="table"><table><thead><tr><th scope="col">A</th></tr></thead>'
            '<tbody><tr><td colspan="2">B</td></tr></tbody></table></figure>'
        )
        assert clean(kept) == kept
        assert 'href="https://example.org/"' in clean('<a href="https://example.org/">xem</a>')

    def test_keeps_only_the_classes_of_figures(self):
        assert (
            clean('<figure class="image popup" style="x">a</figure>')
            == '<figure class="image">a</figure>'
        )

    def test_composes_letters(self):
        assert clean(unicodedata.normalize("NFD", "<p>Phường</p>")) == "<p>Phường</p>"


class TextTests:
    def test_parts_the_words_of_neighbouring_blocks(self):
        assert text("<p>Một</p><p>hai &amp; ba</p>") == "Một hai & ba"

    @given(hostile)
    def test_takes_anything(self, value):
        assert text(value) == " ".join(text(value).split())


class ImageHashesTests:
    def test_finds_stored_pictures_only(self):
        assert image_hashes(f'<img alt="x" src="/tep/{SHA}/a.jpg"><img src="/khac.jpg">') == {SHA}


class RichTextFieldTests:
    def test_cleans_what_a_form_sends(self):
        assert RichTextField().clean("<p>a<script>x</script></p>", None) == "<p>a</p>"

    def test_cleans_what_code_assigns(self):
        field = RichTextField()
        field.attname = "body"
        row = type("Row", (), {"body": "<p onclick=x>a</p>"})()
        assert field.pre_save(row, add=True) == row.body == "<p>a</p>"


class AddressTests:
    @pytest.mark.parametrize(
        "typed, meant",
        [
            ("bachthong.example.vn", "https://bachthong.example.vn"),
            ("www.example.vn/tin?a=1#b", "https://www.example.vn/tin?a=1#b"),
            ("example.gov.vn/van-ban", "https://example.gov.vn/van-ban"),
            ("//example.vn/x", "https://example.vn/x"),
            ("vanphong@example.vn", "mailto:vanphong@example.vn"),
            ("https://example.vn", "https://example.vn"),
            ("mailto:a@example.vn", "mailto:a@example.vn"),
            ("tel:+842093850123", "tel:+842093850123"),
            ("/van-ban/", "/van-ban/"),
            ("#muc-2", "#muc-2"),
            ("bao-cao.pdf", "bao-cao.pdf"),
            ("tin-tuc/12/x", "tin-tuc/12/x"),
        ],
    )
    def test_without_its_beginning_is_completed(self, typed, meant):
        kept = clean(f'<p><a href="{typed}">đây</a></p>')
        assert [address for address, _words in links(kept)] == [meant]
        assert clean(kept) == kept
