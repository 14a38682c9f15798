"""The spreadsheet kit: reads whatever branches send, writes what a careful colleague would. No ledgers and no office here.

Reading (`read`, `worker`) and writing (`plan`, `write`) share nothing but the file format, and neither is imported here:
whoever reads a workbook doesn't pay for the writer.
"""
