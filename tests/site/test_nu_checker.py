"""The HTML checker runs here, and finds what it must."""

import pytest

from tests.site.nu_checker import faults

_PAGE = '<!doctype html>\n<html lang="vi">\n<title>Nghị quyết</title>\n{}\n</html>\n'


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("<h1>Ự Ỹ Ẵ</h1>", None, None),
        ('<input type="checkbox" autocomplete="off">', 4, "autocomplete"),
        ('<p id="a"></p>\n<p id="a"></p>', 5, "Duplicate ID"),
        ("<ul><p>x</p></ul>", 4, "not allowed as child"),
    ],
)
def test_errors_come_with_file_and_line(tmp_path, body, line, message):
    page = tmp_path / "trang của tôi.html"
    page.write_text(_PAGE.format(body), encoding="utf-8")
    found = faults([tmp_path])
    if message is None:
        assert found == []
    else:
        assert [(fault.path, fault.line) for fault in found] == [(page, line)]
        assert message in found[0].message
