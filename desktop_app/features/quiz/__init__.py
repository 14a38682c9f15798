"""知识竞赛: question bank, contests, the live final, practice (domain.md §4)."""
