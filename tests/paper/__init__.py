"""Tests of what is printed: measured in the PDF itself, with poppler's tools and pypdf."""
