"""What the domain notes (§2.1, §2.2, §2.7) expect of a ticket's life, written out by hand for tests to compare with.

Nothing here is read from the program's own table: a slip there shows up as a difference.
"""

from __future__ import annotations

from dataclasses import dataclass

OPEN = (
    "submitted need_info accepted dispatched return_review in_progress on_hold result_review callback"
    " resolved_on_site"
).split()
ENDED = "declined closed withdrawn merged".split()

# E the enterprise whose ticket it is · C commissioner · D dispatcher · H handler and B head of the lead department
# · h handler and b head of a co-handling department · S supervisor · K callback officer · L leader · X the system.
# "any" stands for every open state, "watched" for the states in which somebody of the zone owes the next step, "led" for
# those a department has been given; "back" leads to where the ticket was before; the last column says whether the
# enterprise sees the entry.
WATCHED = "submitted accepted dispatched return_review in_progress on_hold result_review".split()
LED = "dispatched return_review in_progress on_hold result_review".split()

LIFE = """
draft            | submit          | submitted        | E C D X   |                        | receipt>enterprise               | seen
draft            | record_on_site  | resolved_on_site | C D       |                        | receipt>enterprise               | seen

submitted        | accept          | accepted         | D         |                        |                                  | seen
submitted        | request_info    | need_info        | D         |                        | info_wanted>enterprise           | seen
submitted        | decline         | declined         | D         |                        | declined>enterprise              | seen
need_info        | supplement      | submitted        | E D       |                        | supplemented>coordinator         | seen
need_info        | lapse           | withdrawn        | X         | overdue                | lapsed>enterprise                | seen

accepted         | dispatch        | dispatched       | D         |                        | dispatched>lead_department co_task>co_departments | seen
accepted         | answer_directly | callback         | D         |                        | result>enterprise                | seen
dispatched       | sign            | in_progress      | H B       |                        | signed>enterprise                | seen
dispatched       | return          | return_review    | B         | prompt unruled first   | returned>coordinator             | hidden
dispatched       | undo            | back             | D S       | undoable               | taken_back>named_department      | hidden
return_review    | uphold_return   | accepted         | D S       |                        |                                  | hidden
return_review    | reject_return   | dispatched       | D S       |                        | return_rejected>lead_department  | hidden
in_progress      | transfer        | dispatched       | D S       | unpaused               | dispatched>lead_department       | seen
merged           | undo            | back             | D         | undoable               |                                  | hidden
merged           | unmerge         | back             | D S       |                        | unmerged>enterprise              | seen

in_progress      | assign          | in_progress      | H B       |                        |                                  | hidden
in_progress      | undo            | back             | H B       | undoable               |                                  | hidden
in_progress      | contact         | in_progress      | H B       |                        |                                  | seen
in_progress      | progress        | in_progress      | H B       |                        | progress>enterprise              | chosen
in_progress      | verify_on_site  | in_progress      | H B       |                        |                                  | seen
in_progress      | record_energised | in_progress     | H B       | unpaused gate          | progress>enterprise              | seen
in_progress      | ask_enterprise  | in_progress      | H B       | unpaused               | info_wanted>enterprise           | seen
in_progress      | supplement      | in_progress      | E H B     | paused                 | supplemented>lead_department     | seen
in_progress      | pause_clock     | in_progress      | H B       | unpaused               |                                  | seen
in_progress      | resume_clock    | in_progress      | H B       | paused                 |                                  | seen
in_progress      | add_co_task     | in_progress      | B D S     |                        | co_task>named_department         | hidden
in_progress      | finish_co_task  | in_progress      | h b       |                        | co_task_done>lead_department     | hidden
in_progress      | waive_co_task   | in_progress      | B S       | owed                   |                                  | hidden
in_progress      | record_meeting  | in_progress      | B D S L   |                        | meeting>co_departments           | hidden
in_progress      | refer_outside   | in_progress      | H B D     |                        |                                  | seen
in_progress      | close_referral  | in_progress      | H B D     | referred               |                                  | seen
in_progress      | submit_result   | result_review    | H B       | unpaused helped heard  |                                  | hidden
result_review    | approve_result  | callback         | B S       | another                | result>enterprise                | seen
result_review    | send_back       | in_progress      | B S       | another                | sent_back>lead_department        | hidden

in_progress      | apply_extension | in_progress      | H B       | unpaused unasked extendable in_time | application>coordinator | hidden
in_progress      | grant_extension | in_progress      | D S       | extension_asked        | extended>enterprise extended>lead_department | seen
in_progress      | apply_level     | in_progress      | H B       | unasked raisable unbreached | application>coordinator     | hidden
in_progress      | raise_level     | in_progress      | D S       | level_asked            | level_raised>enterprise level_raised>lead_department | seen
in_progress      | apply_hold      | in_progress      | B         | unpaused unasked       | application>leaders              | hidden
in_progress      | hold            | on_hold          | L         | unpaused hold_asked    | on_hold>enterprise on_hold>lead_department | seen
in_progress      | refuse_application | in_progress   | D S L     | asked                  | application_refused>lead_department | hidden
on_hold          | progress        | on_hold          | H B       |                        | progress>enterprise              | chosen
on_hold          | resume          | in_progress      | B S X     |                        | hold_ended>lead_department       | seen

callback         | record_callback | callback         | K         | outsider               |                                  | seen
callback         | rate            | callback         | E         |                        | disputed>coordinator             | seen
callback         | strike_off      | closed           | K         | outsider answered agreed content childless | struck_off>enterprise | seen
callback         | redo            | in_progress      | K S       | disputed               | redo>lead_department redo>enterprise | seen
resolved_on_site | record_callback | resolved_on_site | K         | outsider               |                                  | seen
resolved_on_site | rate            | resolved_on_site | E         |                        | disputed>coordinator             | seen
resolved_on_site | strike_off      | closed           | K         | outsider answered agreed content childless | struck_off>enterprise | seen
resolved_on_site | put_on_list     | accepted         | K D       | disputed               |                                  | seen
closed           | rate            | closed           | E         | recent                 | disputed>coordinator             | seen
closed           | correct_contact | closed          | E D K     |                        |                                  | seen
closed           | reopen          | in_progress      | D S       | recent                 | reopened>lead_department reopened>enterprise | seen

watched          | urge            | same             | E D S L   |                        | urged>lead_department            | seen
watched          | issue_sheet     | same             | S X       |                        | sheet>lead_department            | hidden
watched          | escalate        | same             | S X       | unescalated            | escalated>leaders escalated>lead_department | hidden
led              | instruct        | same             | L         |                        | instructed>lead_department       | hidden
led              | answer_instruction | same          | H B       | instructed             | instruction_answered>leaders     | hidden
led              | answer_sheet    | same             | B         | sheeted                | sheet_answered>coordinator       | hidden

any              | note            | same             | D H B S K |                        |                                  | hidden
any              | add_facts       | same             | E D       |                        | supplemented>lead_department     | seen
any              | correct_contact | same             | E D K     |                        |                                  | seen
any              | withdraw        | withdrawn        | E         |                        | withdrawn>lead_department        | seen
any              | merge           | merged           | D         |                        | merged>enterprise                | seen
any              | join            | same             | D S       | orphan childless       |                                  | hidden
any              | leave           | same             | D S       | parented               |                                  | hidden
"""  # noqa: E501


@dataclass(frozen=True)
class Step:
    """One expected step, every field in the words of the table above."""

    state: str
    action: str
    target: str
    who: frozenset[str]
    conditions: frozenset[str]
    told: tuple[str, ...]
    seen: str


def _read() -> dict[tuple[str, str], Step]:
    steps: dict[tuple[str, str], Step] = {}
    for line in filter(None, LIFE.splitlines()):
        state, action, target, who, conditions, told, seen = (part.strip() for part in line.split("|"))
        for source in {"any": OPEN, "watched": WATCHED, "led": LED}.get(state, [state]):
            arrives = source if target == "same" else target
            steps[source, action] = Step(
                source, action, arrives, frozenset(who.split()), frozenset(conditions.split()),
                tuple(told.split()), seen,
            )  # fmt: skip
    return steps


STEPS = _read()
