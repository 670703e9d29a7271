"""One file per form that a project has had."""
