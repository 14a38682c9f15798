"""What may be entered into the chronicle."""

from collections.abc import Mapping
from typing import Any

from desktop_app.features.chronicle.guests import read_guests
from desktop_app.storage.office import Office


def validate(values: Mapping[str, Any], office: Office, _row_id: int | None) -> Mapping[str, str]:
    """Days in their order and not to come; guests with a number that can be counted."""
    faults: dict[str, str] = {}
    today = office.clock.today().isoformat()
    if (values.get("on") or "") > today:
        faults["on"] = "大事记记已经发生的事，日期在今天之后"
    if values.get("until_on") and values["until_on"] < (values.get("on") or ""):
        faults["until_on"] = "结束早于开始"
    if values.get("guests") and read_guests(values["guests"]) is None:
        faults["guests"] = "来宾要写出人数，例如 200余名代表"
    return faults
