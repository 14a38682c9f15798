"""The office: its folder, keys, field kinds, upgrades, the one door for writes, history, backup, attachments."""
