"""The contradictions that no single ledger can see: they stand between records of several (迎检自查, X14).

Each rule is one question in SQL to the tables as they are; it answers (sentence, ledger, id, ledger or None, id or None). What
lies within one ledger is that ledger's to find (Offers.checks).
"""

from collections.abc import Iterator
from typing import Any

from desktop_app.ledger.offered import Contradiction
from desktop_app.storage.office import Office

_EVENTS = """
events(x_table, x_id, ledger, title, on_day, until) AS (
    SELECT 'study_session', id, 'study', title, on_day, ifnull(until_on, on_day) FROM study_session
    UNION ALL SELECT 'visit', id, 'visits', code, on_day, on_day FROM visit
    UNION ALL SELECT 'condolence', id, 'condolences', '慰问', on_day, on_day FROM condolence
    UNION ALL SELECT 'inspection', id, 'inspections', title, on_day, on_day FROM inspection WHERE on_day IS NOT NULL
    UNION ALL SELECT 'place_visit', id, 'place_visits', visitors, on_day, on_day FROM place_visit
    UNION ALL SELECT 'task_log', id, 'task_logs', site, on_day, on_day FROM task_log
    UNION ALL SELECT 'quiz_stage', id, 'quiz_stage', title, on_day, on_day FROM quiz_stage WHERE on_day IS NOT NULL
    UNION ALL SELECT 'quiz_after', id, 'quiz_after', title, on_day, on_day FROM quiz_after
    UNION ALL SELECT 'chronicle_event', id, 'chronicle', title, on_day, ifnull(until_on, on_day) FROM chronicle_event
),
photos AS (
    SELECT x_table, x_id, sha256, name, taken_on FROM record_file
    WHERE lower(name) GLOB '*.jpg' OR lower(name) GLOB '*.jpeg' OR lower(name) GLOB '*.png' OR lower(name) GLOB '*.webp'
       OR lower(name) GLOB '*.bmp' OR lower(name) GLOB '*.gif' OR lower(name) GLOB '*.tif' OR lower(name) GLOB '*.tiff'
),
shown AS (
    SELECT p.sha256, p.name, p.taken_on, e.ledger, e.x_id, e.title, e.on_day, e.until FROM photos p
    JOIN events e ON e.x_table = p.x_table AND e.x_id = p.x_id
)
"""

_SAME_PHOTO = f"""
WITH {_EVENTS}
SELECT '同一张照片“' || a.name || '”用在 ' || a.on_day || '“' || a.title || '”和 ' || b.on_day || '“' || b.title || '”',
       a.ledger, a.x_id, b.ledger, b.x_id
FROM shown a JOIN shown b ON b.sha256 = a.sha256 AND (b.ledger, b.x_id) > (a.ledger, a.x_id)
WHERE a.until < b.on_day OR b.until < a.on_day
"""

_PHOTO_DAY = f"""
WITH {_EVENTS}
SELECT on_day || '“' || title || '”的照片“' || name || '”拍摄于 ' || taken_on, ledger, x_id, NULL, NULL
FROM shown WHERE length(taken_on) >= 10 AND (substr(taken_on, 1, 10) < on_day OR substr(taken_on, 1, 10) > until)
"""

# Signing in at both is the study ledger's own to find; here are those who chair, record or give the class.
_TWO_PLACES = """
WITH timed AS (
    SELECT id, on_day, start_at, end_at, title, host_id, recorder_id, speaker_id FROM study_session
    WHERE start_at IS NOT NULL AND end_at IS NOT NULL AND until_on IS NULL
),
part AS (
    SELECT host_id AS member_id, '主持' AS role, * FROM timed WHERE host_id IS NOT NULL
    UNION ALL SELECT recorder_id, '记录', * FROM timed WHERE recorder_id IS NOT NULL
    UNION ALL SELECT speaker_id, '主讲', * FROM timed WHERE speaker_id IS NOT NULL
),
busy AS (SELECT member_id, on_day FROM part GROUP BY member_id, on_day HAVING count(DISTINCT id) > 1)
SELECT m.name || '在 ' || a.on_day || ' 同时' || min(a.role) || '“' || a.title || '”、' || min(b.role) || '“' || b.title || '”',
       'study', a.id, 'study', b.id
FROM busy CROSS JOIN part a ON a.member_id = busy.member_id AND a.on_day = busy.on_day
JOIN part b ON b.member_id = a.member_id AND b.on_day = a.on_day AND b.id > a.id
    AND a.start_at < b.end_at AND b.start_at < a.end_at
JOIN member m ON m.id = a.member_id GROUP BY a.member_id, a.id, b.id
"""

_SIGNED_ELSEWHERE = """
WITH timed AS (
    SELECT id, on_day, start_at, end_at, title, host_id, recorder_id, speaker_id FROM study_session
    WHERE start_at IS NOT NULL AND end_at IS NOT NULL AND until_on IS NULL
),
part AS (
    SELECT host_id AS member_id, '主持' AS role, * FROM timed WHERE host_id IS NOT NULL
    UNION ALL SELECT recorder_id, '记录', * FROM timed WHERE recorder_id IS NOT NULL
    UNION ALL SELECT speaker_id, '主讲', * FROM timed WHERE speaker_id IS NOT NULL
)
SELECT m.name || '在 ' || a.on_day || ' ' || min(a.role) || '“' || a.title || '”，同时在“' || b.title || '”签到',
       'study', a.id, 'study', b.id
FROM part a JOIN timed b ON b.on_day = a.on_day AND b.id <> a.id AND a.start_at < b.end_at AND b.start_at < a.end_at
JOIN attendance s ON s.session_id = b.id AND s.member_id = a.member_id AND s.status = '出席'
JOIN member m ON m.id = a.member_id
WHERE NOT EXISTS (SELECT 1 FROM part o WHERE o.member_id = a.member_id AND o.id = b.id)
  AND NOT EXISTS (SELECT 1 FROM attendance t WHERE t.session_id = a.id AND t.member_id = a.member_id AND t.status = '出席')
GROUP BY a.member_id, a.id, b.id
"""

# Those who were away in between, or not yet here; who left for good is the study ledger's own to find.
_SIGNED_AWAY = """
WITH away AS (
    SELECT member_id, from_on, until FROM stay WHERE org_id IS NULL AND until < '9999-12-31'
    UNION ALL SELECT member_id, '0000-01-01', min(from_on) FROM stay GROUP BY member_id
)
SELECT m.name || '在 ' || s.on_day || '“' || s.title || '”上签到，那天还不在册', 'study', s.id, 'roster', m.id
FROM away w JOIN attendance a ON a.member_id = w.member_id AND a.status = '出席'
JOIN study_session s ON s.id = a.session_id AND s.on_day >= w.from_on AND s.on_day < w.until
JOIN member m ON m.id = w.member_id
"""

_GONE_PARTS = (
    ("'visits'", "v.id", "v.on_day", "v.companion_id", "'走访的同行人'", "visit v"),
    ("'task_logs'", "v.id", "v.on_day", "v.cadre_id", "'跟班干部'", "task_log v"),
    ("'submissions'", "v.id", "v.received_on", "v.author_id", "'投稿作者'", "submission v"),
    ("'talks'", "v.id", "v.on_day", "v.a_id", "'谈心谈话人'", "talk v"),
    ("'talks'", "v.id", "v.on_day", "v.b_id", "'谈心谈话人'", "talk v"),
    (
        "'quiz_mark'",
        "v.id",
        "t.on_day",
        "v.member_id",
        "'参赛人'",
        "quiz_mark v JOIN quiz_stage t ON t.id = v.stage_id",
    ),
    ("'hour_credits'", "v.id", "v.on_day", "v.member_id", "'记学时的党员'", "hour_credit v"),
    ("'board_members'", "v.id", "v.from_on", "v.member_id", "'任职的班子成员'", "board_member v"),
    ("'lecturers'", "v.id", "v.from_on", "v.member_id", "'聘任的讲师'", "lecturer v"),
)
_GONE = " UNION ALL ".join(
    f"SELECT {day} || '的{role.strip(chr(39))}' || m.name || '已于 ' || m.left_on || ' 离开', {ledger}, {row}, 'roster', m.id"
    f" FROM {source} JOIN member m ON m.id = {member} WHERE m.left_on IS NOT NULL AND m.left_on < {day}"
    for ledger, row, day, member, role, source in _GONE_PARTS
)

_STILL_SEATED = """
SELECT m.name || '已于 ' || m.left_on || ' 离开，在' || o.short_name || '的职务还没有免', 'board_members', b.id, 'roster', m.id
FROM board_member b JOIN board t ON t.id = b.board_id AND t.actual_on IS NULL JOIN party_org o ON o.id = t.org_id
JOIN member m ON m.id = b.member_id
WHERE m.left_on IS NOT NULL AND b.from_on <= m.left_on AND (b.until_on IS NULL OR b.until_on > m.left_on)
"""

_CLOSED_ORG = """
SELECT o.short_name || '已于 ' || o.closed_on || ' 撤销，' || s.on_day || ' 还开了“' || s.title || '”', 'study', s.id, NULL, NULL
FROM party_org o JOIN study_session s ON s.org_id = o.id AND s.on_day > o.closed_on
UNION ALL
SELECT o.short_name || ' ' || o.founded_on || ' 才成立，' || s.on_day || ' 已开“' || s.title || '”', 'study', s.id, NULL, NULL
FROM party_org o JOIN study_session s ON s.org_id = o.id AND length(o.founded_on) = 10 AND s.on_day < o.founded_on
"""

_BEFORE_ORIGIN = """
SELECT '问题“' || substr(i.desc, 1, 20) || '”' || i.found_on || ' 提出，引出它的督查 ' || n.on_day || ' 才进行',
       'problem_items', i.id, 'inspections', n.id
FROM link l JOIN problem_item i ON l.to_table = 'problem_item' AND i.id = l.to_id
JOIN inspection n ON l.from_table = 'inspection' AND n.id = l.from_id WHERE i.found_on < n.on_day
UNION ALL
SELECT '问题“' || substr(i.desc, 1, 20) || '”' || i.found_on || ' 提出，引出它的诉求 ' || v.on_day || ' 才登记',
       'problem_items', i.id, 'appeals', a.id
FROM link l JOIN problem_item i ON l.to_table = 'problem_item' AND i.id = l.to_id
JOIN appeal a ON l.from_table = 'appeal' AND a.id = l.from_id JOIN visit v ON v.id = a.visit_id WHERE i.found_on < v.on_day
"""

_VOTES = """
SELECT on_day || '“' || title || '”表决 ' || (ifnull(votes_for, 0) + ifnull(votes_against, 0) + ifnull(votes_abstain, 0))
       || ' 票，到会只有 ' || present_n || ' 人', 'study', id, NULL, NULL
FROM study_session
WHERE ifnull(votes_for, 0) + ifnull(votes_against, 0) + ifnull(votes_abstain, 0) > present_n
"""

_SAME_NUMBER = """
SELECT a.name || '和' || b.name || '的公民身份号码是同一个', 'roster', a.id, 'roster', b.id
FROM member a JOIN member b ON b.id_no = a.id_no AND b.id > a.id
WHERE a.left_on IS NULL AND b.left_on IS NULL AND a.id_no <> ''
"""

# What is equal to the letter is the study ledger's own to find; here the dates and numbers alone were changed.
_BARE = "replace(" * 10 + "content" + "".join(f", '{digit}', '')" for digit in range(10))
_COPIED = f"""
WITH bare AS (SELECT id, on_day, title, content, {_BARE} AS words FROM study_session WHERE length(content) >= 100)
SELECT min(on_day) || '“' || min(title) || '”等 ' || count(*) || ' 场的记录只改了数字', 'study', min(id), 'study', max(id)
FROM bare GROUP BY words HAVING count(DISTINCT content) > 1
"""

RULES: tuple[tuple[str, str], ...] = (
    ("一张照片用在两天的活动", _SAME_PHOTO),
    ("照片不是活动那天拍的", _PHOTO_DAY),
    ("一人同时在两处", _TWO_PLACES),
    ("一人同时在两处", _SIGNED_ELSEWHERE),
    ("不在册时签到", _SIGNED_AWAY),
    ("离开以后还有活动", _GONE),
    ("离开后没有免职", _STILL_SEATED),
    ("组织成立前或撤销后开会", _CLOSED_ORG),
    ("问题早于它的来源", _BEFORE_ORIGIN),
    ("表决票数多于到会人数", _VOTES),
    ("两人同一证号", _SAME_NUMBER),
    ("会议记录只改了数字", _COPIED),
)


def checks(office: Office) -> Iterator[Contradiction]:
    """What the rules above find now."""
    for rule, sql in RULES:
        for row in office.database.rows(sql):
            yield _contradiction(rule, *row)


def _contradiction(
    rule: str, sentence: str, ledger: str, number: int, other: str | None, other_number: Any
) -> Contradiction:
    places = ((ledger, number), *(((other, other_number),) if other else ()))
    key = ":".join((rule, *(f"{name}.{at}" for name, at in places), sentence))
    return Contradiction(rule, key, sentence, places)
