"""What the demo office has beside sessions: boards, the plan, lecturers, collections with scores, dossiers, appraisals, talks, places."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from desktop_app.features.study import demo_words, rules
from desktop_app.features.study.acts_done import award
from desktop_app.features.study.slice import rank_collection
from desktop_app.people.boards.rules import due_on
from desktop_app.people.links import End, link
from desktop_app.people.versions import load_history
from desktop_app.storage.office import Office
from desktop_app.support.spans import Span

_LEADER_POSTS = ("01", "02", "03", "05", "05", "05", "05")
_TODAY = date(2016, 12, 31)
_JUDGES = ("周永昌", "冯立新", "赵成梅", "韩树林", "孙玉洁")


def found_boards(office: Office, random: Random) -> None:
    """The center committee's board, the general branches', and one of every branch, of those who hold the posts."""
    chart = load_history(office.database).on(office.clock.today())
    top = chart.children(None)[0]
    posts: dict[int, dict[str, int]] = defaultdict(dict)
    leaders: list[tuple[str, int]] = []
    for member, branch, post in office.database.rows(
        "SELECT id, org_id, party_post FROM member WHERE party_post IS NOT NULL AND left_on IS NULL ORDER BY party_post, id"
    ):
        if post < "10":
            leaders.append((post, member))
        else:
            org = branch if post >= "20" else chart.nodes[branch].parent_id
            posts[org or top].setdefault(post, member)
    leaders += _more_leaders(office, random, 7 - len(leaders), {member for _, member in leaders})
    _board(office, top, chart.nodes[top].short_name, 3, 4, date(2013, 9, 12), leaders)
    ordered = [org for org, _ in chart.order if posts.get(org)]
    for at, org in enumerate(ordered):
        soon = _TODAY - timedelta(days=365 * 3 - 80 - 7 * at)
        elected = soon if at < 12 else date(2014, 4, 1) + timedelta(days=(at * 53) % 260)
        seats = list(posts[org].items())
        _board(office, org, chart.nodes[org].short_name, 4, 3, min(elected, date(2014, 12, 20)), seats)


def _more_leaders(office: Office, random: Random, count: int, taken: set[int]) -> list[tuple[str, int]]:
    """So many more for the center's board, of the offices' working people."""
    if count <= 0:
        return []
    able = [
        member
        for (member,) in office.database.rows(
            "SELECT m.id FROM member m JOIN party_org o ON o.id = m.org_id WHERE m.party_post IS NULL AND m.frail IS NULL"
            " AND NOT m.is_mobile AND NOT m.is_lost AND m.left_on IS NULL"
            " ORDER BY o.line <> '机关', m.employment <> '在职', m.id LIMIT 200"
        )
        if member not in taken
    ]
    chosen = random.sample(able, min(count, len(able)))
    return list(zip(_LEADER_POSTS[7 - count :], chosen, strict=False))


def _board(
    office: Office, org: int, name: str, term: int, years: int, elected: date, seats: list[tuple[str, int]]
) -> None:
    done = office.database.execute_sql(
        "INSERT INTO board (org_id, title, term_no, term_years, elected_on, due_on) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        (org, f"{name}第{'一二三四五六'[term - 1]}届", term, years, str(elected), due_on(str(elected), years)),
    )
    board = done.fetchone()[0]
    office.database.executemany(
        "INSERT INTO board_member (board_id, member_id, post, seq, from_on) VALUES (?, ?, ?, ?, ?)",
        [(board, member, post, at, str(elected)) for at, (post, member) in enumerate(seats, 1)],
    )


def write_plan(office: Office) -> dict[tuple[int, int], int]:
    """Topics of both years with their duties; {(year, month): topic} that a month's study ticks."""
    found = {}
    database = office.database
    for year, topics in demo_words.TOPICS.items():
        for at, (title, first, last, content) in enumerate(topics, 1):
            end = rules.period_end("月", year, last)
            done = database.execute_sql(
                "INSERT INTO study_topic (year, seq, title, from_on, until_on) VALUES (?, ?, ?, ?, ?) RETURNING id",
                (year, at, title, f"{year}-{first:02d}-01", str(end)),
            )
            topic = done.fetchone()[0]
            duties = [
                (topic, line, kind, f"{content or title}：{how}", manner)
                for line, kind, how, manner in demo_words.MANNERS
            ]
            database.executemany(
                "INSERT INTO study_duty (topic_id, line, member_kind, content, manner) VALUES (?, ?, ?, ?, ?)", duties
            )
            found.update({(year, month): topic for month in range(first, last + 1)})
    return found


def live(office: Office, random: Random, span: Span) -> None:
    """What one month brings beside sessions."""
    happenings: dict[str, tuple[Callable[[Office, Random], None], ...]] = {
        "2016-04": (_lecturers, _places, _groups),
        "2016-12": (_dossiers, _appraisals),
    }
    for happens in happenings.get(span.start.strftime("%Y-%m"), ()):
        happens(office, random)
    _collections(office, random, span)
    if span.start.month in (3, 6, 9, 12):
        _talks(office, random, span)


def fill_seats(office: Office, span: Span) -> None:
    """Whoever left the organisation in the month gives up the seat on that day; another of its people takes it then."""
    gone = office.database.rows(
        "SELECT b.id, b.board_id, b.post, b.seq, t.org_id, (SELECT s.from_on FROM stay s WHERE s.member_id = b.member_id"
        " AND s.from_on <= ?1 AND s.until > ?1) AS since FROM board_member b JOIN board t ON t.id = b.board_id"
        " JOIN member m ON m.id = b.member_id WHERE b.until_on IS NULL AND (m.left_on IS NOT NULL OR NOT EXISTS"
        " (SELECT 1 FROM org_under u WHERE u.ancestor_id = t.org_id AND u.org_id = m.org_id)) ORDER BY b.id",
        (str(span.end),),
    )
    for seat, board, post, place, org, since in gone:
        office.database.execute_sql("UPDATE board_member SET until_on = ? WHERE id = ?", (since, seat))
        office.database.execute_sql(
            "INSERT INTO board_member (board_id, member_id, post, seq, from_on) SELECT ?1, m.id, ?2, ?3, ?4 FROM member m"
            " JOIN org_under u ON u.org_id = m.org_id AND u.ancestor_id = ?5 WHERE m.left_on IS NULL AND NOT m.is_lost"
            " AND m.id NOT IN (SELECT member_id FROM board_member WHERE until_on IS NULL)"
            " AND (SELECT min(on_day) FROM membership_event e WHERE e.member_id = m.id) < ?6 ORDER BY m.joined_on, m.id LIMIT 1",
            (board, post, place, since, org, str(span.start)),
        )


def _present(office: Office) -> list[tuple[int, int]]:
    return office.database.rows("SELECT id, org_id FROM member WHERE left_on IS NULL AND NOT is_lost ORDER BY id")


def _lecturers(office: Office, random: Random) -> None:
    people = _present(office)
    chosen = random.sample(people, min(5, len(people)))
    topics = (
        "党章和党的历史",
        "廉洁自律准则和纪律处分条例",
        "系列讲话精神",
        "社区服务和群众工作",
        "老石油人的优良传统",
    )
    office.database.executemany(
        "INSERT INTO lecturer (member_id, origin, from_on, topics) VALUES (?, ?, '2016-04-15', ?)",
        [(member, "机关" if at < 2 else "基层", topics[at]) for at, (member, _) in enumerate(chosen)],
    )


def _collections(office: Office, random: Random, span: Span) -> None:
    """The collections that closed in the month, scored and ranked."""
    ended = [told for told in demo_words.COLLECTIONS if str(span.start) <= told[3] <= str(span.end)]
    people = _present(office) if ended else []
    if not people:
        return
    for kind, name, opened, closed, criteria, quotas, count in ended:
        done = office.database.execute_sql(
            "INSERT INTO collection (name, kind, open_on, close_on, criteria, quotas) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
            (name, str(kind), opened, closed, criteria, quotas),
        )
        _works(office, random, done.fetchone()[0], kind, opened, closed, count, people, criteria)


def _works(
    office: Office,
    random: Random,
    collection: int,
    kind: str,
    opened: str,
    closed: str,
    count: int,
    people: list[tuple[int, int]],
    criteria: str,
) -> None:
    titles = demo_words.WORK_TITLES[kind]
    days = (date.fromisoformat(closed) - date.fromisoformat(opened)).days
    first = (office.database.one("SELECT seq FROM sqlite_sequence WHERE name = 'submission'") or 0) + 1
    rows, weights, scores = [], rules.parse_weights(criteria), []
    for at in range(count):
        author, org = random.choice(people)
        came = date.fromisoformat(opened) + timedelta(days=random.randrange(days + 1))
        rows.append(
            (
                first + at,
                collection,
                at + 1,
                titles[at % len(titles)],
                author,
                org,
                random.randrange(800, 2600),
                str(came),
            )
        )
        scores += [(first + at, judge, *_score(random, weights)) for judge in _JUDGES]
    office.database.executemany(
        "INSERT INTO submission (id, collection_id, seq, title, author_id, org_id, size, received_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    office.database.executemany("INSERT INTO score (submission_id, judge, parts, total) VALUES (?, ?, ?, ?)", scores)
    rank_collection(office.database, collection)
    award(office, collection)


def _score(random: Random, weights: list[tuple[str, int]]) -> tuple[str, int]:
    points = [round(weight * random.uniform(0.72, 0.98)) for _, weight in weights]
    return " ".join(map(str, points)), sum(points) * 10


def _dossiers(office: Office, _random: Random) -> None:
    for at, (title, retention) in enumerate(demo_words.DOSSIERS, 1):
        done = office.database.execute_sql(
            "INSERT INTO dossier (year, no, title, keeper, retention, place)"
            " VALUES (2016, ?, ?, '组织干事', ?, '学习教育室档案柜') RETURNING id",
            (f"{at:02d}", title, retention),
        )
        dossier = done.fetchone()[0]
        if at == 1:
            office.database.executemany(
                "INSERT INTO dossier_item (dossier_id, seq, title, doc_no, author, dated, pages) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(dossier, seq, *item) for seq, item in enumerate(demo_words.DOSSIER_ITEMS, 1)],
            )
        elif title == "三会一课":
            _minutes_into(office, dossier)


def _minutes_into(office: Office, dossier: int) -> None:
    """The first branch's assemblies, each item tied to its session."""
    sessions = office.database.rows(
        "SELECT s.id, s.on_day, s.title, o.short_name FROM study_session s JOIN party_org o ON o.id = s.org_id"
        " WHERE s.kind_id = 1 AND s.on_day >= '2016-01-01' ORDER BY s.org_id, s.on_day LIMIT 12"
    )
    for seq, (session, on, title, org) in enumerate(sessions, 1):
        item = office.database.one(
            "INSERT INTO dossier_item (dossier_id, seq, title, author, dated, pages) VALUES (?, ?, ?, ?, ?, 2) RETURNING id",
            (dossier, seq, f"{org}{title}记录", org, on),
        )
        link(office, End("dossier_item", item), End("study_session", session), "归档")


def _appraisals(office: Office, _random: Random) -> None:
    """Every branch's 民主评议 of 2016: a quarter 优秀, a few 基本合格, 预备党员 without a grade."""
    office.database.execute_sql(
        "WITH m AS (SELECT id, org_id, category, row_number() OVER (PARTITION BY org_id, category ORDER BY (id * 7919) % 1009) AS at,"
        " count(*) OVER (PARTITION BY org_id, category) AS n FROM member WHERE left_on IS NULL)"
        " INSERT INTO appraisal (year, member_id, org_id, self_grade, v_excellent, v_good, v_basic, v_bad, grade, fed_back_on)"
        " SELECT 2016, id, org_id, '合格', n / 4, n - n / 4, 0, 0, CASE WHEN category = '预备党员' THEN '不定等次'"
        " WHEN at <= n / 4 THEN '优秀' WHEN id % 211 = 0 THEN '基本合格' ELSE '合格' END, '2016-12-30' FROM m"
    )


def _talks(office: Office, random: Random, span: Span) -> None:
    by_branch: dict[int, list[int]] = defaultdict(list)
    for member, org in _present(office):
        by_branch[org].append(member)
    rows = []
    for org, members in by_branch.items():
        if len(members) > 1:
            one, other = random.sample(members, 2)
            rows.append(
                (
                    str(span.start.replace(day=random.randint(2, 27))),
                    one,
                    other,
                    org,
                    "党员与党员",
                    "谈学习、谈岗位、谈困难。",
                )
            )
    office.database.executemany(
        "INSERT INTO talk (on_day, a_id, b_id, org_id, pair, notes) VALUES (?, ?, ?, ?, ?, ?)", rows
    )


def _places(office: Office, _random: Random) -> None:
    done = office.database.execute_sql(
        "INSERT INTO study_place (name, kind, address, keeper, opened_on, seats)"
        " VALUES ('“两学一做”学习教育室', '学习教育室', '中心办公楼二楼', '组织干事', '2016-04-20', 40) RETURNING id"
    )
    place = done.fetchone()[0]
    office.database.executemany(
        "INSERT INTO wall_board (place_id, title, version, up_on, body) VALUES (?, ?, 1, '2016-04-20', ?)",
        [(place, title, body) for title, body in demo_words.WALLS],
    )


def _groups(office: Office, _random: Random) -> None:
    office.database.execute_sql(
        "INSERT INTO study_group (name, org_id, platform, size, checked_on) SELECT o.short_name || '学习群', o.id, '微信群',"
        " count(*), '2016-04-28' FROM member m JOIN party_org o ON o.id = m.org_id WHERE m.left_on IS NULL"
        " AND m.employment = '在职' GROUP BY o.id HAVING count(*) > 2"
    )
