"""Closed survey answers: counted, compared between roles, and checked for who was asked."""

from mixedmethods.survey.bases import audit_bases
from mixedmethods.survey.compare import compare
from mixedmethods.survey.completion import completion
from mixedmethods.survey.differences import differences
from mixedmethods.survey.distributions import audit_distributions
from mixedmethods.survey.knowledge import by_variable, crosstab, raters, statement
from mixedmethods.survey.means import means
from mixedmethods.survey.questionnaire import Survey, blocks, items_of
from mixedmethods.survey.roles import block, tabulate_roles
from mixedmethods.survey.suppression import suppress
from mixedmethods.survey.tabulate import tabulate
from mixedmethods.survey.top import headline, top_two
from mixedmethods.survey.weighted import weigh

__all__ = [
    "Survey",
    "audit_bases",
    "audit_distributions",
    "block",
    "blocks",
    "by_variable",
    "compare",
    "completion",
    "crosstab",
    "differences",
    "headline",
    "items_of",
    "means",
    "raters",
    "statement",
    "suppress",
    "tabulate",
    "tabulate_roles",
    "top_two",
    "weigh",
]
