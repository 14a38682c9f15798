"""Starts 社区党务台账: a terminal job if the first word names one, else the window. Nothing else belongs here."""

import sys


def main(arguments: list[str]) -> int:
    """Hand over to the room that does the work; the window's heavy imports are not paid for by a terminal job."""
    if arguments and not arguments[0].startswith("-"):
        from desktop_app import commands

        return commands.main(arguments)
    from desktop_app import app

    return app.main(arguments)


if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()  # a built program is started again as the reader of a workbook (workbook/worker.py)
    sys.exit(main(sys.argv[1:]))
