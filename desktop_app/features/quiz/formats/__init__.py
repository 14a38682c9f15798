"""Questions as others write them: Word text, Moodle GIFT, Aiken. Each reader gives drafts; a draft that can't be taken says why.

Drafts go the way of every import: as a small workbook through the preview, so that one bad question bounces alone.
"""
