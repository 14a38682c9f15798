"""The live contest without a window: rules of each round, the event log, what follows from it, what the hall may see."""
