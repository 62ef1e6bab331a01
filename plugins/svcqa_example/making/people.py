"""Outlets, posts and staff: who works where, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from svcqa_example import names
from svcqa_example.making.customer_service import CUSTOMER_DEPT, SERVICE_MANAGER, SERVICE_POSTS, SUPERVISOR, Seat, seats
from svcqa_example.model import AS_OF, DAY, Company, Record, at

OWN, WEST, SOUTH = "SC01", "SC02", "SC03"
OPENED = {OWN: dt.date(2015, 3, 2), WEST: dt.date(2018, 6, 1), SOUTH: dt.date(2022, 9, 1)}
OUTSOURCED = (WEST, SOUTH)
TECHNICIAN, DISPATCHER, CALLBACK, RETURNS, ARCHIVE = "维修技师", "调度员", "回访员", "返修管理员", "档案管理员"
DIRECTOR, DEPUTY, MANAGER, TRAINER, HEAD, CHIEF = (
    "总经理",
    "副总经理",
    "售后经理",
    "培训主管",
    "网点负责人",
    "部门负责人",
)
POSTS = (
    DIRECTOR,
    DEPUTY,
    MANAGER,
    DISPATCHER,
    CALLBACK,
    RETURNS,
    ARCHIVE,
    TECHNICIAN,
    TRAINER,
    HEAD,
    CHIEF,
    *SERVICE_POSTS,
)
"""The roster names posts as the rules do, not by a code."""
_CALLED = {MANAGER: "售后服务部经理", TECHNICIAN: "维护工程师"}
"""What the list of posts calls some of them."""
SERVICE_DEPT, PEOPLE_DEPT, OFFICE = "售后服务中心", "人力资源处", "办公室"
LED = ("技术部", "商务部", "物资处", "财务处", OFFICE)
"""Departments led by somebody who does nothing else."""
DEPARTMENTS = (SERVICE_DEPT, *LED, PEOPLE_DEPT, CUSTOMER_DEPT)
_SEATED = {DIRECTOR: OFFICE, DEPUTY: OFFICE, TRAINER: PEOPLE_DEPT}
"""Posts outside the service centre, and their departments."""
_BESIDES = {DEPUTY: "管理者代表", MANAGER: "售后服务管理师、调度员", RETURNS: "返修人员", ARCHIVE: "发运接收负责人"}
"""What is done besides a post."""
LEADING, MANAGING, PROFESSIONAL = "领导层", "管理人员", "专业技术人员"
OPERATING, OUTSIDE, WORKING = "关键岗位操作人员", "外委维修人员", "工人"
_CATEGORIES = {
    DIRECTOR: LEADING, DEPUTY: LEADING, MANAGER: MANAGING, HEAD: MANAGING, TRAINER: PROFESSIONAL, TECHNICIAN: OPERATING,
    CHIEF: MANAGING, SERVICE_MANAGER: MANAGING, SUPERVISOR: MANAGING,
}  # fmt: skip
_STAFFED = {
    OWN: {
        DIRECTOR: 1,
        DEPUTY: 1,
        MANAGER: 1,
        TRAINER: 1,
        DISPATCHER: 3,
        CALLBACK: 2,
        RETURNS: 2,
        ARCHIVE: 1,
        CHIEF: len(LED),
    },
    WEST: {HEAD: 1},
    SOUTH: {HEAD: 1},
}
"""Posts beside the technicians, held from the beginning to the end."""
_FOUNDERS = {DIRECTOR: dt.date(2014, 3, 3), DEPUTY: dt.date(2014, 3, 17)}
"""They led the firm before it opened its first outlet."""
_LEADING = {MANAGER, TRAINER, CHIEF, SERVICE_MANAGER}
"""Posts of those who lead a department."""
_LAST_JOINED = dt.date(2024, 11, 10)
"""Nobody came or moved in the last year, so nobody need be trained on the rules in it."""
_TECHNICIANS = {OWN: (22, 10), WEST: (12, 7), SOUTH: (9, 6)}
"""Technicians from the beginning, and those who come or go in between."""


@dataclass(eq=False)
class Person:
    """One of the staff."""

    number: str
    name: str
    site: str
    post: str
    start: dt.date
    """Day of taking up the present post."""
    leave: dt.date | None = None
    before: dt.date | None = None
    """Day of taking up the post before, for those who were transferred."""
    key_post: bool = False
    skills: tuple[str, ...] = ()
    dept: str = SERVICE_DEPT
    terms: str = ""
    """Hired for the time being, as 劳务工 or 临时工."""
    role: str = ""
    """What somebody does beside the post: 评价, 应急, 监督."""
    unfit: tuple[dt.date, dt.date] | None = None
    """From the evaluation that found somebody unfit for the post to the new appointment: no work in between."""
    region: str = ""
    province: str = ""
    record: Record = field(init=False)

    @property
    def outsourced(self) -> bool:
        """Employed by a partner."""
        return self.site in OUTSOURCED

    @property
    def employed(self) -> bool:
        """Still there on the audit day."""
        return self.leave is None

    @property
    def hired(self) -> dt.date:
        """The first day at the company."""
        return self.before or self.start

    @property
    def category(self) -> str:
        """The group of people to which somebody belongs."""
        category = _CATEGORIES.get(self.post, WORKING)
        return OUTSIDE if category == OPERATING and self.outsourced else category

    def works_on(self, day: dt.date) -> bool:
        """In the present post on a day, neither the first nor the last, and fit for it."""
        if self.unfit and self.unfit[0] <= day <= self.unfit[1]:
            return False
        return self.start < day and (self.leave is None or day < self.leave)


@dataclass(eq=False)
class Staff:
    """Everybody, by what they do."""

    people: list[Person]

    def at_post(self, post: str, day: dt.date, site: str = OWN) -> list[Person]:
        """Who holds a post at an outlet on a day."""
        return [one for one in self.people if one.post == post and one.site == site and one.works_on(day)]

    def leader(self, dept: str) -> Person:
        """Who led a department all the time."""
        return next(one for one in self.people if one.dept == dept and one.post in _LEADING)

    def permanent(self, post: str) -> list[Person]:
        """Who held a post of the head office all the time."""
        return [one for one in self.people if one.post == post and one.before is None and one.employed]

    def moved(self) -> list[Person]:
        """Who came from another post, the last to move last."""
        return sorted((one for one in self.people if one.before), key=lambda one: one.start)


def found(company: Company) -> Staff:
    """Found the outlets and hire the staff."""
    rng = company.rng
    given = names.people(rng)
    jobs = (*_posts(company), *_workers(company))
    people = [
        Person(f"{10001 + number}", next(given), site, post, start, leave)
        for number, (site, post, start, leave) in enumerate(jobs)
    ]
    _transfer(company, people)
    led = iter(LED)
    for one in people:
        one.dept = next(led) if one.post == CHIEF else _SEATED.get(one.post, SERVICE_DEPT)
    people += [_seated(f"{10001 + number}", next(given), seat) for number, seat in enumerate(seats(), len(people))]
    for one in people:
        one.key_post = one.post in {MANAGER, HEAD} or (one.post == TECHNICIAN and rng.random() < 0.15)
        one.skills = _skills(company) if one.post == TECHNICIAN else ()
    _give_roles(people)
    _write(company, people)
    return Staff(people)


def _seated(number: str, name: str, seat: Seat) -> Person:
    return Person(
        number, name, OWN, seat.post, seat.start, seat.leave, dept=CUSTOMER_DEPT, region=seat.region,
        province=seat.province,
    )  # fmt: skip


_Job = tuple[str, str, dt.date, dt.date | None]
"""Outlet, post, first day, last day."""


def _posts(company: Company) -> Iterator[_Job]:
    for site, wanted in _STAFFED.items():
        for post, count in wanted.items():
            yield from ((site, post, _FOUNDERS.get(post) or _early(company, site), None) for _ in range(count))


def _early(company: Company, site: str) -> dt.date:
    """A first day before the outlet opens; of the head office, some time before the records begin."""
    if site == OWN:
        return OPENED[OWN] + company.rng.randint(30, 1200) * DAY
    return OPENED[site]


def _workers(company: Company) -> Iterator[_Job]:
    rng = company.rng
    for site, (lasting, passing) in _TECHNICIANS.items():
        yield from ((site, TECHNICIAN, _early(company, site), None) for _ in range(lasting))
        first = max(OPENED[site], dt.date(2019, 6, 1)) + 90 * DAY
        for number in range(passing):
            start = first + rng.randint(0, (_LAST_JOINED - first).days) * DAY
            leave = start + rng.randint(200, 900) * DAY if number % 2 else None
            yield site, TECHNICIAN, start, leave if leave and leave < AS_OF - 30 * DAY else None


def _transfer(company: Company, people: list[Person]) -> None:
    """Some technicians of the head office came from another post there."""
    early = dt.date(2023, 1, 1)
    movers = [
        one for one in people if one.site == OWN and one.post == TECHNICIAN and one.employed and one.start < early
    ]
    for one in movers[-9:]:
        one.before = one.start
        earliest = max(one.start + 400 * DAY, dt.date(2020, 3, 1))
        one.start = earliest + company.rng.randint(0, max(1, (_LAST_JOINED - earliest).days)) * DAY


def _give_roles(people: list[Person]) -> None:
    """Who evaluates, supervises, sees to emergencies; and who was hired for the time being only."""
    posts = {TRAINER: "评价", MANAGER: "监督", HEAD: "监督"}
    technicians = [one for one in people if one.site == OWN and one.post == TECHNICIAN and one.before is None]
    for one in people:
        one.role = posts.get(one.post, "")
    for one in technicians[:4]:
        one.role = "应急"
    for number, one in enumerate([one for one in technicians if one.employed][-4:]):
        one.terms = ("劳务工", "临时工")[number % 2]


def _skills(company: Company) -> tuple[str, ...]:
    return company.rng.choice((("制冷",), ("电气",), ("制冷", "电气")))


def _write(company: Company, people: list[Person]) -> None:
    heads = {one.site: one for one in people if one.post in {HEAD, MANAGER}}
    for site, opened in OPENED.items():
        kind = "外委" if site in OUTSOURCED else "自有"
        company.add("sites", site=site, day=opened, site_id=site, status="启用", site_type=kind, opened_at=opened,
                    responsible_id=heads[site].number, region="华东")  # fmt: skip
    for post in POSTS:
        count = sum(one.post == post for one in people)
        company.add("posts", post_code=post, post_name=_CALLED.get(post, post), headcount_approved=count)
    leaders = {one.dept: one for one in people if one.post in _LEADING}
    for dept in DEPARTMENTS:
        company.add("departments", dept=dept, manager_id=leaders[dept].number)
    for number, one in enumerate(people):
        head = leaders[CUSTOMER_DEPT] if one.dept == CUSTOMER_DEPT else heads[one.site]
        one.record = _roster(company, one, head, number)


def _roster(company: Company, one: Person, head: Person, number: int) -> Record:
    hired = one.hired
    return company.add(
        "staff", site=one.site, day=one.start, staff_id=one.number, staff_name=one.name, site_id=one.site,
        post_code=one.post, status="在职" if one.employed else "离职", hire_date=hired, leave_date=one.leave,
        employment_type="外委" if one.outsourced else one.terms or "自有", post_start_date=hired,
        transfer_date=one.start if one.before else None, previous_post_start=one.before,
        staff_category=one.category, key_post=one.key_post, special_role=one.role or None,
        manager_id=None if head is one else head.number, dept=one.dept, concurrent_post=_BESIDES.get(one.post),
        mobile=names.phone(90000 + number), assigned_at=hired - company.rng.randint(30, 34) * DAY,
        vp_confirmed_at=at(hired - company.rng.randint(26, 29) * DAY, 10), region=one.region or None,
        province=one.province or None,
    )  # fmt: skip
