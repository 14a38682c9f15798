"""The summary's page: the figures of a span, their rows, the paper and the workbook."""
