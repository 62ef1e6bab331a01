"use strict";
/* The list of all findings: filtered, sorted and shown a page at a time.
   Every value reaches the page as text (textContent), none as markup. */
(() => {
  const [KEY, RULE, UNIT, DATE, WEIGHT, MESSAGE, EVIDENCE, CELLS, FINGERPRINT, EXCUSED, DECISION, REVIEW, RECORD, STATE, SINCE] =
    Array(15).keys(); // the last two stand there only where an earlier audit is compared with
  const byId = (name) => document.getElementById("list_" + name);
  const data = JSON.parse(byId("data").textContent);
  const { rows, rules, chapters, manuals, units, places, texts, records, weights, reviews, words } = data;
  const states = data.states || [];
  const every = rows.map((_, at) => at);
  const collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const chosen = {};
  for (const name of ["text", "chapter", "rule", "unit", "weight", "review", "sort", "direction", "grouped"])
    chosen[name] = byId(name);
  const asked = ["chapter", "rule", "unit", "weight", "review"];
  if (states.length) {
    asked.push("state");
    chosen.state = byId("state");
  }
  const status = byId("status");
  const table = document.querySelector("table.listed");
  const pagers = [byId("pager_top"), byId("pager_bottom")];
  let found = every; // numbers of the rows that are shown, in their order
  let sizes = []; // record → how many of them it has
  let page = 0;

  /* Words and elements */

  function say(name, values) {
    return words[name].replace(/{(\w+)}/g, (_, slot) => values[slot]);
  }

  function shown(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  function make(tag, text, looks) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (looks) made.className = looks;
    return made;
  }

  function add(parent, ...children) {
    for (const child of children) parent.appendChild(child);
    return parent;
  }

  function counted(numberOf) {
    const counts = new Map();
    for (const row of rows) counts.set(numberOf(row), (counts.get(numberOf(row)) || 0) + 1);
    return counts;
  }

  function option(value, name, count) {
    const short = name.length > 60 ? name.slice(0, 59) + "…" : name;
    const made = make("option", count === undefined ? short : say("option", { name: short, count: shown(count) }));
    made.value = value;
    return made;
  }

  /* What can be chosen */

  const perRule = counted((row) => row[RULE]);

  function inChapter(rule, choice) {
    const at = rules[rule][0];
    return choice === "" || choice === "c" + at || choice === "m" + chapters[at][0];
  }

  function sum(choice) {
    return rules.reduce((total, _, rule) => total + inChapter(rule, choice) * perRule.get(rule), 0);
  }

  function offerChapters() {
    add(chosen.chapter, option("", words.every));
    manuals.forEach((title, manual) => {
      const group = make("optgroup");
      group.label = title;
      const all = "m" + manual;
      add(group, option(all, say("every_of", { name: title }), sum(all)));
      chapters.forEach(([of, name], at) => {
        if (of === manual) add(group, option("c" + at, name, sum("c" + at)));
      });
      add(chosen.chapter, group);
    });
  }

  function offerRules() {
    chosen.rule.textContent = "";
    add(chosen.rule, option("", words.every));
    rules.forEach(([, clause, title, id], rule) => {
      const name = [clause, title, id === title ? "" : id].filter(Boolean).join(" ");
      if (inChapter(rule, chosen.chapter.value)) add(chosen.rule, option(rule, name, perRule.get(rule)));
    });
  }

  function offerUnits() {
    const counts = counted((row) => row[UNIT]);
    const order = ranks(units); // by name, as people look for them
    const sorted = units.map((_, unit) => unit).sort((one, other) => order[one] - order[other]);
    add(chosen.unit, option("", words.every));
    for (const unit of sorted) add(chosen.unit, option(unit, units[unit], counts.get(unit)));
    if (counts.has(-1)) add(chosen.unit, option(-1, words.unit_none, counts.get(-1)));
  }

  function offerWeights() {
    const counts = counted((row) => row[WEIGHT]);
    add(chosen.weight, option("", words.every));
    weights.forEach(([, name], weight) => add(chosen.weight, option(weight, name, counts.get(weight) || 0)));
  }

  const STATES = {
    unreviewed: (row) => !row[DECISION] && row[EXCUSED] < 0,
    excused: (row) => row[EXCUSED] >= 0,
  };

  function inState(code) {
    return STATES[code] || ((row) => row[DECISION] === code);
  }

  function offerReviews() {
    add(chosen.review, option("", words.every));
    for (const [code, name] of reviews) add(chosen.review, option(code, name, rows.filter(inState(code)).length));
  }

  function offerStates() {
    if (!states.length) return;
    const counts = counted((row) => row[STATE]);
    add(chosen.state, option("", words.every));
    states.forEach(([, name], state) => add(chosen.state, option(state, name, counts.get(state) || 0)));
  }

  /* Filtering */

  let haystacks = null;

  function plain(text) {
    return text.normalize("NFKC").toLowerCase(); // Ａ７．２ is found as a7.2
  }

  function haystack(row) {
    const [at, clause, title, id] = rules[row[RULE]];
    const parts = [row[KEY], unitOf(row), row[DATE], clause, title, id, manuals[chapters[at][0]], chapters[at][1]];
    parts.push(texts[row[MESSAGE]], row[FINGERPRINT], texts[row[EXCUSED]], texts[row[REVIEW]], texts[row[SINCE]], records[row[RECORD]]);
    for (const number of row[EVIDENCE]) parts.push(texts[number]);
    const cells = row[CELLS];
    for (let at = 0; at < cells.length; at += 3) parts.push(places[cells[at]], cells[at + 1], texts[cells[at + 2]]);
    return plain(parts.filter(Boolean).join("\n"));
  }

  function tests() {
    const { chapter, rule, unit, weight, review } = chosen;
    const made = [];
    if (rule.value !== "") made.push((row) => row[RULE] === Number(rule.value));
    else if (chapter.value !== "") {
      const inside = rules.map((_, at) => inChapter(at, chapter.value));
      made.push((row) => inside[row[RULE]]);
    }
    if (unit.value !== "") made.push((row) => row[UNIT] === Number(unit.value));
    if (weight.value !== "") made.push((row) => row[WEIGHT] === Number(weight.value));
    if (review.value !== "") made.push(inState(review.value));
    const state = states.length ? chosen.state.value : "";
    if (state !== "") made.push((row) => row[STATE] === Number(state));
    return made;
  }

  function matching() {
    const wanted = tests();
    const sought = plain(chosen.text.value).split(/\s+/).filter(Boolean);
    if (sought.length && !haystacks) haystacks = rows.map(haystack);
    return every.filter((at) => {
      return wanted.every((test) => test(rows[at])) && sought.every((word) => haystacks[at].includes(word));
    });
  }

  /* Sorting */

  function ranks(values) {
    const different = [...new Set(values)].filter(Boolean).sort(collator.compare);
    const places = new Map(different.map((value, at) => [value, at]));
    return values.map((value) => (places.has(value) ? places.get(value) : -1)); // -1: nothing is there
  }

  const sorts = {
    clause: () => rows.map((row) => row[RULE]),
    date: () => ranks(rows.map((row) => row[DATE])),
    unit: () => ranks(rows.map(unitOf)),
    weight: () => rows.map((row) => row[WEIGHT]),
    key: () => ranks(rows.map((row) => row[KEY])),
    size: () => rows.map((row) => sizes[row[RECORD]]),
  };
  const known = {};

  function ranked(name) {
    if (name === "size") return sorts.size(); // depends on what was found
    return (known[name] = known[name] || sorts[name]());
  }

  function sorted(numbers) {
    const rank = ranked(chosen.sort.value);
    const sign = Number(chosen.direction.value);
    return numbers.sort((one, other) => {
      const [mine, theirs] = [rank[one], rank[other]];
      if (mine === theirs) return one - other;
      if (mine < 0 || theirs < 0) return theirs - mine; // what has no value stands last in either direction
      return (mine - theirs) * sign;
    });
  }

  function together(numbers) {
    const groups = new Map();
    for (const at of numbers) {
      const record = rows[at][RECORD];
      if (groups.has(record)) groups.get(record).push(at);
      else groups.set(record, [at]);
    }
    const made = [];
    for (const group of groups.values()) for (const at of group) made.push(at);
    return made;
  }

  /* Showing */

  function unitOf(row) {
    return row[UNIT] < 0 ? "" : units[row[UNIT]];
  }

  function keyCell(row) {
    const cell = make("th", row[KEY]);
    cell.scope = "row";
    const [code, name] = weights[row[WEIGHT]];
    const mark = make("small", words.fingerprint + " ");
    const space = document.createTextNode(" ");
    return add(cell, space, make("span", name, "weight " + code), add(mark, make("code", row[FINGERPRINT])));
  }

  function criterion(row) {
    const [at, clause, title, id, anchor] = rules[row[RULE]];
    const cell = make("td");
    if (clause) add(cell, make("span", clause + " ", "of"));
    const link = make("a", title);
    link.href = "#" + anchor;
    const manual = make("small", manuals[chapters[at][0]] + " ");
    return add(cell, link, add(manual, make("code", id)));
  }

  function message(row) {
    const cell = make("td", texts[row[MESSAGE]]);
    const told = row[EVIDENCE].map((number) => texts[number]);
    if (told.length) add(cell, make("small", say("evidence_told", { told: told.join(words.chart_end) })));
    if (row[SINCE] >= 0) add(cell, make("small", texts[row[SINCE]]));
    if (row[EXCUSED] >= 0) add(cell, make("small", say("excused_row", { by: texts[row[EXCUSED]] }), "decided"));
    if (row[REVIEW] >= 0) add(cell, make("small", say("review_told", { told: texts[row[REVIEW]] }), "decided"));
    return cell;
  }

  function cellsOf(row) {
    const list = make("ul", "", "cells");
    const cells = row[CELLS];
    for (let at = 0, last = -1; at < cells.length; at += 3) {
      const [place, cell, value] = cells.slice(at, at + 3);
      const where = place === last ? [cell] : [places[place], cell];
      const stands = value < 0 ? words.is_blank : " = " + texts[value];
      add(list, make("li", where.filter(Boolean).join(" → ") + (cell ? stands : "")));
      last = place;
    }
    return add(make("td"), list);
  }

  function line(row) {
    const unit = make("td", unitOf(row) || words.none);
    const date = make("td", row[DATE] || words.none, "date");
    return add(make("tr"), keyCell(row), unit, date, criterion(row), message(row), cellsOf(row));
  }

  function heading(record) {
    const count = sizes[record];
    const told = { name: records[record], count: shown(count) };
    const cell = make("th", say(count === 1 ? "record_of_one" : "record_of", told));
    cell.colSpan = 6;
    cell.scope = "rowgroup";
    return add(make("tr", "", "group"), cell);
  }

  function show() {
    for (const old of table.querySelectorAll("tbody")) old.remove();
    const grouped = chosen.grouped.checked;
    let body = null;
    let record = -1;
    for (const at of found.slice(page * data.per_page, (page + 1) * data.per_page)) {
      const row = rows[at];
      if (!body || (grouped && row[RECORD] !== record)) {
        body = add(table, make("tbody")).lastChild;
        if (grouped) add(body, heading(row[RECORD]));
      }
      record = row[RECORD];
      add(body, line(row));
    }
    showPages();
  }

  function pages() {
    return Math.max(1, Math.ceil(found.length / data.per_page));
  }

  function showPages() {
    for (const pager of pagers) {
      const [previous, next] = pager.querySelectorAll("button");
      previous.setAttribute("aria-disabled", page === 0);
      next.setAttribute("aria-disabled", page >= pages() - 1);
      pager.querySelector("span").textContent = say("page_of", { page: shown(page + 1), pages: shown(pages()) });
    }
  }

  function showStatus() {
    const told = { count: shown(found.length), total: shown(rows.length) };
    if (!chosen.grouped.checked) return (status.textContent = say("showing", told));
    const of = new Set(found.map((at) => rows[at][RECORD])).size;
    status.textContent = say("showing_records", { ...told, records: shown(of) });
  }

  function update() {
    found = matching();
    sizes = new Array(records.length).fill(0);
    for (const at of found) sizes[rows[at][RECORD]] += 1;
    found = sorted(found);
    if (chosen.grouped.checked) found = together(found);
    page = 0;
    show();
    showStatus();
  }

  /* What people do */

  function turn(by, pager) {
    if (page + by < 0 || page + by >= pages()) return;
    page += by;
    show();
    if (pager === pagers[1]) status.scrollIntoView();
  }

  function changed() {
    if (location.hash.includes("?rule=")) history.replaceState(null, "", "#all_findings");
    update();
  }

  function clear() {
    chosen.text.value = "";
    for (const name of asked) if (name !== "rule") chosen[name].value = "";
    offerRules();
    chosen.sort.value = "clause";
    chosen.direction.value = "1";
    chosen.grouped.checked = false;
  }

  function follow() {
    const [place, anchor] = location.hash.split("?rule=");
    const rule = rules.findIndex((one) => one[4] === anchor);
    if (place !== "#all_findings" || rule < 0) return false;
    clear();
    chosen.rule.value = rule;
    update();
    document.getElementById("all_findings").focus();
    return true;
  }

  function listen() {
    chosen.text.addEventListener("input", (event) => event.isComposing || changed());
    chosen.text.addEventListener("compositionend", changed);
    chosen.chapter.addEventListener("change", offerRules);
    for (const name of [...asked, "sort", "direction", "grouped"])
      chosen[name].addEventListener("change", changed);
    byId("reset").addEventListener("click", () => {
      clear();
      changed();
    });
    for (const pager of pagers) {
      const [previous, next] = pager.querySelectorAll("button");
      previous.addEventListener("click", () => turn(-1, pager));
      next.addEventListener("click", () => turn(1, pager));
    }
    addEventListener("hashchange", follow);
  }

  offerChapters();
  offerRules();
  offerUnits();
  offerWeights();
  offerReviews();
  offerStates();
  clear(); // a browser that goes back restores what was chosen, not what was listed
  listen();
  if (!follow()) update();
  document.documentElement.classList.add("scripted");
})();
