"""What people may do on the web: the rights, and the one table that says which role has which."""

from __future__ import annotations

from enum import StrEnum

from service_desk.domain.actors import Actor
from service_desk.domain.roles import Role


class Right(StrEnum):
    """A right, `what:deed`. Whether one particular ticket allows a deed is decided by the use case."""

    BOARD_READ = "board:read"
    CALENDAR_MANAGE = "calendar:manage"
    CLASSIFIER_READ = "classifier:read"
    CLASSIFIER_REVISE = "classifier:revise"
    DEPARTMENT_MANAGE = "department:manage"
    FIRM_VERIFY = "firm:verify"
    HEALTH_READ = "health:read"
    KNOWLEDGE_WRITE = "knowledge:write"
    LIST_IMPORT = "list:import"
    MAIL_READ_SPOOL = "mail:read_spool"
    MAIL_SEND_AGAIN = "mail:send_again"
    NOTICE_PUBLISH = "notice:publish"
    REPORT_READ_DEPARTMENT = "report:read_department"
    REPORT_READ_ZONE = "report:read_zone"
    RESULT_REVIEW = "result:review"
    ROUTING_MANAGE = "routing:manage"
    ROUTING_READ = "routing:read"
    RULES_MANAGE = "rules:manage"
    TAG_MANAGE = "tag:manage"
    TICKET_CALL_BACK = "ticket:call_back"
    TICKET_DISPATCH = "ticket:dispatch"
    TICKET_HANDLE = "ticket:handle"
    TICKET_OWN = "ticket:own"
    TICKET_READ_ALL = "ticket:read_all"
    TICKET_READ_DEPARTMENT = "ticket:read_department"
    TICKET_RECORD = "ticket:record"
    TICKET_REVIEW = "ticket:review"
    TICKET_SUPERVISE = "ticket:supervise"
    USER_MANAGE = "user:manage"
    VISIT_READ = "visit:read"
    VISIT_RECORD = "visit:record"


RIGHTS_OF_ROLE: dict[Role, frozenset[Right]] = {
    Role.ENTERPRISE: frozenset({Right.TICKET_OWN}),
    Role.COMMISSIONER: frozenset(
        {
            Right.VISIT_READ,
            Right.VISIT_RECORD,
            Right.LIST_IMPORT,
            Right.TICKET_READ_ALL,
            Right.TICKET_RECORD,
            Right.KNOWLEDGE_WRITE,
        }
    ),
    Role.DISPATCHER: frozenset(
        {
            Right.CLASSIFIER_READ,
            Right.ROUTING_READ,
            Right.TICKET_DISPATCH,
            Right.KNOWLEDGE_WRITE,
            Right.NOTICE_PUBLISH,
            Right.FIRM_VERIFY,
            Right.LIST_IMPORT,
            Right.TICKET_READ_ALL,
            Right.TICKET_RECORD,
            Right.TICKET_REVIEW,
            Right.VISIT_READ,
            Right.VISIT_RECORD,
            Right.REPORT_READ_ZONE,
        }
    ),
    Role.HANDLER: frozenset(
        {
            Right.TICKET_HANDLE,
            Right.KNOWLEDGE_WRITE,
            Right.TICKET_READ_DEPARTMENT,
            Right.REPORT_READ_DEPARTMENT,
        }
    ),
    Role.HEAD: frozenset(
        {
            Right.TAG_MANAGE,
            Right.TICKET_HANDLE,
            Right.KNOWLEDGE_WRITE,
            Right.TICKET_READ_DEPARTMENT,
            Right.RESULT_REVIEW,
            Right.REPORT_READ_DEPARTMENT,
        }
    ),
    Role.SUPERVISOR: frozenset(
        {
            Right.CLASSIFIER_READ,
            Right.ROUTING_READ,
            Right.TICKET_SUPERVISE,
            Right.KNOWLEDGE_WRITE,
            Right.NOTICE_PUBLISH,
            Right.TICKET_REVIEW,
            Right.RESULT_REVIEW,
            Right.TICKET_READ_ALL,
            Right.REPORT_READ_ZONE,
            Right.VISIT_READ,
            Right.BOARD_READ,
        }
    ),
    Role.CALLBACK: frozenset({Right.TICKET_CALL_BACK, Right.TICKET_READ_ALL, Right.KNOWLEDGE_WRITE}),
    Role.LEADER: frozenset(
        {Right.TICKET_READ_ALL, Right.REPORT_READ_ZONE, Right.VISIT_READ, Right.BOARD_READ}
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Right.USER_MANAGE,
            Right.FIRM_VERIFY,
            Right.DEPARTMENT_MANAGE,
            Right.CALENDAR_MANAGE,
            Right.RULES_MANAGE,
            Right.ROUTING_READ,
            Right.ROUTING_MANAGE,
            Right.CLASSIFIER_READ,
            Right.CLASSIFIER_REVISE,
            Right.TAG_MANAGE,
            Right.HEALTH_READ,
            Right.MAIL_READ_SPOOL,
            Right.MAIL_SEND_AGAIN,
        }
    ),
    Role.SYSTEM: frozenset(),
}


def rights_of(actor: Actor) -> frozenset[Right]:
    """Return everything the actor's roles allow."""
    return frozenset().union(*(RIGHTS_OF_ROLE[role] for role in actor.roles))
