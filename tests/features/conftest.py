"""A small office with a known truth: who was where in December 2016, and what happened in it."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from PIL import Image

from desktop_app.people import membership, tree
from desktop_app.people.membership import Papers
from desktop_app.people.words import EventKind


@dataclass(frozen=True)
class Small:
    """Ten people begin on 2016-06-30: six in 机关 (first 4, second 2), four in 离退休 (third). Then:

    2016-09-10 邓外 leaves first by transfer; 2016-10-08 second comes under 离退休; in December: 新预备 is admitted to first (1st), two
    come in as a whole unit to third (5th), 戊退 dies (7th), 丙机 moves from first to third (15th), 丁机 is expelled (20th).
    """

    office: object
    root: int
    offices: int
    retired: int
    first: int
    second: int
    third: int
    ids: dict


PEOPLE = [
    # name, branch, sex, ethnicity, birth, education, job, joined, full, more
    ("甲机", "first", "1", "01", "1986-12-31", "21", "011", "2010-07-01", "2011-07-01", {"party_post": "21", "native_place": "河南范县"}),
    ("乙机", "first", "2", "03", "1985-12-31", "31", "014", "2008-05", "2009-05", {"is_mobile": True, "flow_on": "2016-03"}),
    ("丙机", "first", "1", "01", "1956-12-31", "41", "016", "1980-01-01", "1981-01-01", {"is_mobile": True, "flow_on": "2017-03"}),
    ("邓外", "first", "1", "01", "1970", None, None, None, None, {}),
    ("丁机", "second", "1", None, "1946-12-31", "61", "4", "1966-12-31", "1967-12-31", {"is_lost": True, "lost_since": "2016-01"}),
    ("乙二", "second", "2", "01", "1945-12-31", "71", "4", "1966", None, {"hardship": "重大疾病"}),
    ("戊退", "third", "1", "01", "1926-12-31", "81", "4", "1949", "1949", {"frail": "长期卧床"}),
    ("己退", "third", "1", "11", "1927-01-01", "90", "4", "1949-09", "1949-12", {"frail": "高龄", "native_place": "台湾台北"}),
    ("庚退", "third", None, "01", None, "P2", "4", "1978-12-31", "1979-12-31", {}),
    ("辛退", "third", "2", "01", "1941-01", "14", "4", "2012-11-01", "2013-11-01", {}),
]  # fmt: skip
FIELDS = ("name", "org", "sex", "ethnicity", "birth_date", "edu_code", "job_code", "joined_on", "full_on")


@pytest.fixture
def small(office) -> Small:
    with office.change("组织树"):
        root = tree.found(office, "中共第八社区管理中心委员会", "中心党委", "党委", None)
        offices = tree.found(office, "中共机关总支部委员会", "机关党总支", "党总支", root)
        retired = tree.found(office, "中共离退休总支部委员会", "离退休党总支", "党总支", root)
        orgs = {
            short: tree.found(office, f"中共{name}支部委员会", f"{name}支部", "党支部", parent)
            for short, name, parent in (
                ("first", "第一", offices),
                ("second", "第二", offices),
                ("third", "第三", retired),
            )
        }
        people = [{**dict(zip(FIELDS, row[:9], strict=True)), **row[9], "org": orgs[row[1]]} for row in PEOPLE]
        ids = dict(zip((row[0] for row in PEOPLE), membership.open_with(office, people, "2016-06-30"), strict=True))
    small = Small(office, root, offices, retired, **orgs, ids=ids)
    live_through(small)
    return small


def live_through(small: Small) -> None:
    office, ids = small.office, small.ids
    with office.change("变动"):
        membership.leave(
            office, [ids["邓外"]], EventKind.TRANSFERRED_OUT, "2016-09-10", papers=Papers(elsewhere="采油一厂")
        )
        tree.place_under(office, small.second, small.retired, "2016-10-08")
        values = {"name": "新预备", "org": small.first, "sex": "2", "ethnicity": "01", "birth_date": "1996-01-01"}
        ids["新预备"] = membership.admit(office, values, "2016-12-01", Papers(basis="支部大会决议"))
        for name in ("整甲", "整乙"):
            values = {"name": name, "org": small.third, "sex": "1", "joined_on": "1990-01-01", "full_on": "1991-01-01"}
            ids[name] = membership.transfer_in(
                office, values, "2016-12-05", Papers(elsewhere="钻井二公司", whole_unit=True)
            )
        membership.leave(office, [ids["戊退"]], EventKind.DIED, "2016-12-07")
        membership.move(office, [ids["丙机"]], small.third, "2016-12-15", Papers(basis="本人申请"))
        membership.leave(office, [ids["丁机"]], EventKind.EXPELLED, "2016-12-20", how="除名")


@pytest.fixture
def photo():
    """A photograph as a camera makes it: photo('2016:05:26 09:00:00'), or of no known day; `tint` makes it another picture."""

    def make(taken: str = "", tint: str = "red") -> bytes:
        out, exif = BytesIO(), Image.Exif()
        if taken:
            exif.get_ifd(0x8769)[0x9003] = taken
        Image.new("RGB", (320, 200), tint).save(out, "JPEG", exif=exif)
        return out.getvalue()

    return make
