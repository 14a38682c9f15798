"""The demo office: an invented centre with its people and two years of their comings and goings, built through the clerk's doors.

Everything follows from a seed. Nobody in it exists: names are drawn from lists, identity numbers use the area code 410999.
"""
