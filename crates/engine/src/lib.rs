//! Runs workflows: plan, steps, events.
