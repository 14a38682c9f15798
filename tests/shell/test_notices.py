"""What long work came to is read over whichever tab is in front, and stays until it is closed."""

from PySide6.QtWidgets import QToolButton


def test_a_notice_stands_over_every_tab_until_it_is_closed(window, desk, qtbot):
    opened = []
    desk.notice("资料包已生成，12 个文件：/共享/迎检资料包", "打开文件夹", lambda: opened.append(1))
    desk.notice("另一包已生成")
    assert window.notices.told == ["资料包已生成，12 个文件：/共享/迎检资料包", "另一包已生成"]
    window.show_tab("summary")
    assert all(strip.isVisible() for strip in window.notices.strips)
    window.build_anew()
    qtbot.waitUntil(lambda: all(strip.isVisible() for strip in window.notices.strips))  # another type size leaves them
    assert len(window.notices.told) == 2
    first, second = window.notices.strips
    first.act()
    assert opened == [1] and window.notices.told == ["另一包已生成"]
    second.findChildren(QToolButton)[0].click()
    assert window.notices.told == []
    desk.notice("又一包已生成")
    assert window.notices.told == ["又一包已生成"] and len(window.notices.strips) == 2
