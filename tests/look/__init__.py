"""`make look`: every view of the window at two scales, light and dark, and every page of every paper, as pictures with an index."""
