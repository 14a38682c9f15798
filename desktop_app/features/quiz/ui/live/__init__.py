"""The live contest on two screens: the console for the operator, the hall's window for everybody else."""
