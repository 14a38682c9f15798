"""The bulk SQL of the demo office's studying: who was where by a number drawn from ids and seed, and the sessions with their counts."""

COLUMNS = (
    "id, kind_id, org_id, title, topic_id, on_day, start_at, end_at, place, host_id, recorder_id, speaker_id, is_lecturer_team,"
    " leader_level, guest_org_id, agenda, content, remarks, decision, hours, state, entered_on, heads_only, due_n, present_n"
)
MARKS = ", ".join("?" * 25)

FILL = """
WITH s AS MATERIALIZED (
    SELECT n.id, n.org_id, n.on_day, CAST(replace(n.on_day, '-', '') AS INTEGER) AS day, n.hours, k.audience,
        n.host_id, n.recorder_id, n.speaker_id
    FROM new_session n JOIN study_kind k ON k.id = n.kind_id WHERE NOT n.heads_only
), who AS (
    SELECT s.id, s.on_day, s.day, s.hours, s.host_id, s.recorder_id, s.speaker_id, r.*
    FROM s CROSS JOIN new_roll r
        ON r.org_id = s.org_id AND r.from_on <= s.on_day AND r.until > s.on_day WHERE s.audience = '全体党员'
    UNION ALL
    SELECT s.id, s.on_day, s.day, s.hours, s.host_id, s.recorder_id, s.speaker_id, r.*
    FROM s CROSS JOIN new_roll r ON r.from_on <= s.on_day AND r.until > s.on_day
        WHERE s.audience = '全体党员' AND s.org_id = ?3
    UNION ALL
    SELECT s.id, s.on_day, s.day, s.hours, s.host_id, s.recorder_id, s.speaker_id, r.*
    FROM s CROSS JOIN new_seat b ON b.org_id = s.org_id CROSS JOIN new_roll r
        ON r.member_id = b.member_id AND r.from_on <= s.on_day AND r.until > s.on_day WHERE s.audience = '班子成员'
    UNION ALL
    SELECT s.id, s.on_day, s.day, s.hours, s.host_id, s.recorder_id, s.speaker_id, r.*
    FROM s CROSS JOIN (SELECT DISTINCT member_id FROM new_seat) b CROSS JOIN new_roll r
        ON r.member_id = b.member_id AND r.from_on <= s.on_day AND r.until > s.on_day WHERE s.audience = '支部班子成员'
), drawn AS (
    SELECT *, (member_id * 7919 + id * 104729 + ?1 * 31) % 1000 AS h, (member_id * 2971 + ?1) % 100 < 3 AS lax,
        member_id IN (SELECT member_id FROM new_leader) AS steady FROM who
), told AS (
    SELECT *, CASE WHEN member_id IN (host_id, recorder_id, speaker_id) THEN '出席'
        WHEN is_lost THEN '缺席' WHEN steady THEN CASE WHEN h < 12 THEN '公差' ELSE '出席' END
        WHEN is_mobile THEN '请假' WHEN frail IS NOT NULL THEN '送学'
        WHEN h < 22 + 200 * lax THEN '请假' WHEN h < 30 + 260 * lax THEN '公差' WHEN h < 36 + 320 * lax THEN '缺席'
        ELSE '出席' END AS status FROM drawn
), made AS (
    SELECT *, CASE WHEN status IN ('请假', '缺席', '公差') AND NOT is_lost AND (NOT lax OR h % 3 = 0) AND (h * 7 + id) % 100 < 94
        THEN min(date(on_day, '+' || (3 + h % 9) || ' days'), ?2) END AS makeup FROM told
)
INSERT INTO attendance (session_id, member_id, org_id, day, status, credit_day, hours, reason, approver,
    makeup_on, makeup_how, makeup_by, owed)
SELECT id, member_id, org_id, day, status,
    CASE WHEN hours = 0 THEN NULL WHEN status IN ('出席', '送学') THEN day ELSE CAST(replace(makeup, '-', '') AS INTEGER) END,
    CASE WHEN status IN ('出席', '送学') OR makeup IS NOT NULL THEN hours ELSE 0 END,
    CASE WHEN status = '请假' THEN CASE WHEN is_mobile THEN '流动在外' WHEN h % 3 = 0 THEN '住院' WHEN h % 3 = 1 THEN '探亲'
        ELSE '家中有事' END END,
    CASE WHEN status = '请假' THEN '支部书记' END,
    makeup, CASE WHEN makeup IS NULL THEN NULL WHEN is_mobile THEN '自学' WHEN h % 2 THEN '集中' ELSE '送学' END,
    CASE WHEN makeup IS NOT NULL THEN '组织委员' END,
    CASE WHEN status IN ('请假', '缺席', '公差') THEN makeup IS NULL END
FROM made ORDER BY day, id
"""
SESSIONS = f"""
INSERT INTO study_session ({COLUMNS}, absent_n)
SELECT n.{COLUMNS.removesuffix(", due_n, present_n")}, ifnull(c.due, n.due_n), ifnull(c.present, n.present_n),
    ifnull(c.due - c.present, n.due_n - n.present_n) FROM new_session n
LEFT JOIN (SELECT session_id, count(*) AS due, sum(status = '出席') AS present FROM attendance
    WHERE session_id >= ?1 GROUP BY session_id) c ON c.session_id = n.id
"""
