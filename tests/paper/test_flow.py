"""Pieces of a page: what stays together stays together, what opens a page opens it well."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.paper.flow import Flow, Piece, gap

LINE, PAGE = 10.0, 100.0


def line(*, keeps: bool = False) -> Piece:
    return Piece(LINE, lambda top: None, keeps=keeps)


def counts(pieces: list[Piece]) -> list[int]:
    return [len(page) for page in Flow(PAGE, LINE).pages(pieces)]


def test_ten_lines_fill_a_page():
    assert counts([line() for _ in range(25)]) == [10, 10, 5]


def test_a_heading_goes_with_the_line_below_it():
    assert counts([*(line() for _ in range(9)), line(keeps=True), line()]) == [9, 2]


def test_a_gap_is_dropped_where_a_page_begins():
    assert counts([*(line() for _ in range(10)), gap(LINE), line()]) == [10, 1]


def test_a_chain_longer_than_a_page_is_broken_all_the_same():
    assert counts([line(keeps=True) for _ in range(25)]) == [10, 10, 5]


def test_a_tables_heading_is_repeated_where_the_table_goes_on():
    head = line(keeps=True)
    rows = [Piece(LINE, lambda top: None, heading=head if number else None) for number in range(14)]
    first, second = Flow(PAGE, LINE).pages([head, *rows])
    assert [first[0][0], second[0][0]] == [head, head]
    assert (len(first), len(second)) == (10, 6)


def test_text_after_something_taller_begins_on_the_next_line_of_the_grid():
    (page,) = Flow(PAGE, LINE).pages([line(), Piece(13, lambda top: None, on_grid=False), line()])
    assert [offset for _, offset in page] == [0, 10, 30]


def test_something_taller_than_a_page_stands_alone():
    assert counts([line(), Piece(150, lambda top: None), line()]) == [1, 1, 1]


def test_nothing_makes_one_empty_page():
    assert counts([]) == [0]


PIECES = st.builds(
    Piece, st.sampled_from((5.0, 10.0, 20.0, 33.0)), st.just(lambda top: None), st.booleans(), st.booleans()
)


@given(st.lists(PIECES, max_size=60))
def test_every_piece_stands_on_a_page_once_in_order_and_inside(pieces: list[Piece]):
    pages = Flow(PAGE, LINE).pages(pieces)
    placed = [piece for page in pages for piece, _ in page]
    assert [id(piece) for piece in placed if not piece.gap] == [id(piece) for piece in pieces if not piece.gap]
    for page in pages:
        for (piece, offset), (_, following) in zip(page, page[1:], strict=False):
            assert offset + piece.height <= following + 0.1
        assert all(offset + piece.height <= PAGE + 0.1 for piece, offset in page)
