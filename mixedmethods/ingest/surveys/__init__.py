"""Survey exports, one module per form."""
