// The page of sheets: the table scrolls by windows, the list is filtered in place, and keys go from finding to finding.
// What comes from the desk is put in as it comes: it is escaped there, and the page allows no script but this.
"use strict";
(() => {
  const view = document.getElementById("sheet-view");
  if (!view) return;
  document.documentElement.classList.add("scripted");
  const byId = (id) => document.getElementById(id);
  const box = byId("grid-box"), tip = byId("tip"), bar = byId("cell-bar");
  const list = byId("sheet-list"), basis = byId("sheet-basis");
  const place = view.dataset.place, sheet = view.dataset.sheet;
  const MARGIN = 35, NEAR = 10, COLUMNS = 60, SIDE = 4, MOST = 200;
  let filters = new URLSearchParams(view.dataset.filters);
  let entry = view.dataset.entry || "";
  let active = view.dataset.row ? [Number(view.dataset.row), Number(view.dataset.column)] : [1, 0];
  let start = 0;

  const address = (path, more) => {
    const asked = new URLSearchParams(filters);
    for (const [name, value] of Object.entries(more || {})) if (value !== "" && value !== undefined) asked.set(name, value);
    return `${place}${path}?${asked}`;
  };
  const fetched = async (path, more, signal) => {
    const answer = await fetch(address(path, more), { signal, headers: { "HX-Request": "true" } });
    if (answer.headers.get("HX-Redirect")) location.assign(answer.headers.get("HX-Redirect"));
    if (!answer.ok) throw new Error(String(answer.status));
    const made = document.createElement("template");
    made.innerHTML = await answer.text();
    return made.content;
  };
  const failed = (error) => {
    if (error.name !== "AbortError") byId("list-count").textContent = view.dataset.failed;
  };
  // one at a time: whoever asks anew does not want the former answer any more
  const lastOf = (work) => {
    let running = null;
    return async (...given) => {
      running?.abort();
      const mine = running = new AbortController();
      try {
        return await work(mine.signal, ...given);
      } catch (error) {
        failed(error);
        return undefined;
      } finally {
        if (running === mine) running = null;
      }
    };
  };
  const later = (work, wait) => {
    let timer = 0;
    return (...given) => { clearTimeout(timer); timer = setTimeout(() => work(...given), wait); };
  };

  // ---- the table: rows and columns around what is seen are there, space stands for the others
  const grid = () => byId("grid");
  const number = (name) => Number(grid().dataset[name]);
  const cellAt = ([row, column]) => {
    const inside = row >= number("first") && row < number("first") + number("count");
    const across = column - number("left");
    if (!inside || across < 0 || across >= number("columns")) return null;
    return grid().tBodies[0].rows[row - number("first") + 1].cells[across + 2];
  };
  const whereIs = (cell) => [
    Number(cell.parentElement.getAttribute("aria-rowindex")) - 1, Number(cell.getAttribute("aria-colindex")) - 2,
  ];
  const measure = { height: 28, head: 28, numbers: 64, classes: [], left: [0] };

  const measured = () => {
    const em = parseFloat(getComputedStyle(document.documentElement).fontSize);
    measure.classes = [5, 7, 10.5, 15, 20].map((one) => one * em);
    const rows = grid().tBodies[0].rows;
    measure.height = rows[1].getBoundingClientRect().height || measure.height;
    measure.head = grid().tHead.getBoundingClientRect().height;
    measure.numbers = rows[1].cells[0].getBoundingClientRect().width;
    measure.left = [0];
    for (const one of grid().dataset.widths) measure.left.push(measure.left.at(-1) + measure.classes[Number(one)]);
  };
  const laidOut = (table) => {
    const told = (name) => Number(table.dataset[name]);
    const rows = table.tBodies[0].rows, columns = table.querySelectorAll("col");
    rows[0].cells[0].style.height = `${(told("first") - 1) * measure.height}px`;
    const below = told("rows") - told("first") - told("count") + 1;
    rows[rows.length - 1].cells[0].style.height = `${Math.max(below, 0) * measure.height}px`;
    const right = told("left") + told("columns");
    columns[1].style.width = `${measure.left[told("left")]}px`;
    columns[columns.length - 1].style.width = `${measure.left.at(-1) - measure.left[right]}px`;
  };
  const seen = () => {
    const first = Math.floor(box.scrollTop / measure.height) + 1;
    const last = Math.min(first + Math.ceil((box.clientHeight - measure.head) / measure.height), number("rows"));
    const wide = box.clientWidth - measure.numbers;
    let left = measure.left.findIndex((one) => one > box.scrollLeft) - 1;
    if (left < 0) left = 0;
    let right = left;
    while (right < grid().dataset.widths.length - 1 && measure.left[right + 1] < box.scrollLeft + wide) right += 1;
    return { first, last, left, right };
  };
  const isThere = ({ first, last, left, right }) => {
    const rows = number("rows"), columns = grid().dataset.widths.length;
    return Math.max(first - NEAR, 1) >= number("first") && Math.min(last + NEAR, rows) < number("first") + number("count")
      && Math.max(left - 1, 0) >= number("left") && Math.min(right + 1, columns - 1) < number("left") + number("columns");
  };
  const windowFor = ({ first, last, left, right }) => ({
    sheet,
    first: Math.max(first - MARGIN, 1),
    count: Math.min(last - first + 1 + 2 * MARGIN, MOST),
    left: Math.max(left - SIDE, 0),
    columns: Math.min(right - left + 1 + 2 * SIDE, COLUMNS),
    entry,
  });
  const putIn = (content) => {
    const table = content.querySelector("table"), focused = box.contains(document.activeElement);
    laidOut(table);
    hideTip();
    byId("said").replaceWith(content.getElementById("said"));
    grid().replaceWith(table);
    roving();
    if (!focused) return;
    const cell = cellAt(active);
    (cell || box).focus({ preventScroll: true });
  };
  const load = lastOf(async (signal, wanted) => {
    box.setAttribute("aria-busy", "true");
    try {
      putIn(await fetched("/rows", windowFor(wanted), signal));
    } finally {
      box.removeAttribute("aria-busy");
    }
  });
  const refresh = () => load(seen());
  const roving = () => {
    const cell = cellAt(active) || cellAt([seen().first, seen().left]) || grid().querySelector("[role=gridcell]");
    grid().querySelectorAll("[tabindex='0']").forEach((one) => { one.tabIndex = -1; });
    if (cell) cell.tabIndex = 0;
    grid().querySelectorAll("th.now").forEach((one) => one.classList.remove("now"));
    const here = cellAt(active);
    if (here && here === document.activeElement) grid().tHead.rows[0].cells[here.cellIndex].classList.add("now");
  };
  const scrollTo = ([row, column]) => {
    const top = (row - 1) * measure.height, tall = box.clientHeight - measure.head;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + measure.height > box.scrollTop + tall) box.scrollTop = top + measure.height - tall + 2;
    const left = measure.left[column], right = measure.left[column + 1], wide = box.clientWidth - measure.numbers;
    if (left < box.scrollLeft) box.scrollLeft = left;
    else if (right > box.scrollLeft + wide) box.scrollLeft = Math.min(right - wide + 2, left);
  };
  const centre = ([row, column]) => {
    const tall = box.clientHeight - measure.head;
    box.scrollTop = Math.max((row - 1) * measure.height - tall / 3, 0);
    scrollTo([row, column]);
  };
  const go = async ([row, column], { focus = true, middle = false, anew = false } = {}) => {
    const columns = grid().dataset.widths.length;
    active = [Math.min(Math.max(row, 1), number("rows")), Math.min(Math.max(column, 0), columns - 1)];
    if (middle) centre(active); else scrollTo(active);
    if (focus) box.focus({ preventScroll: true });
    if (anew || !isThere(seen())) await load(seen());
    const cell = cellAt(active);
    if (focus && cell) cell.focus({ preventScroll: true });
    roving();
    look();
  };
  const here = () => ({ sheet, cell: `${letter(active[1])}${active[0]}` });
  const look = later(lastOf(async (signal) => {
    bar.replaceChildren(await fetched("/cell", here(), signal));
  }), 120);
  const openHere = lastOf(async (signal) => {
    const first = (await fetched("/cell", here(), signal)).querySelector("[data-entry]");
    if (first && first.dataset.sheet === sheet) await open(first.dataset.entry, true);
    else if (first) location.assign(first.href);
  });
  const letter = (column) => {
    let name = "";
    for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) name = String.fromCharCode(65 + (rest - 1) % 26) + name;
    return name;
  };

  // ---- what is told at a cell, on hover and on focus alike
  const showTip = (cell) => {
    const said = cell && byId(cell.getAttribute("aria-describedby") || "");
    if (!said) { hideTip(); return; }
    tip.replaceChildren(...[...said.children].map((one) => one.cloneNode(true)));
    tip.hidden = false;
    const at = cell.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const below = at.bottom + 6 + own.height < innerHeight;
    tip.style.left = `${Math.max(Math.min(at.left, innerWidth - own.width - 8), 4)}px`;
    tip.style.top = `${below ? at.bottom + 6 : Math.max(at.top - own.height - 6, 4)}px`;
  };
  const hideTip = () => { if (tip) tip.hidden = true; };
  const leave = later(() => {
    if (tip.matches(":hover")) return;
    const focused = document.activeElement;
    if (focused?.closest?.("#grid td[aria-describedby]")) showTip(focused); else hideTip();
  }, 150);

  // ---- findings
  const chose = async (content, { focus = true } = {}) => {
    const chosen = content.querySelector("[data-entry]");
    basis.replaceChildren(content);
    if (window.htmx) window.htmx.process(basis);
    if (!chosen) return;
    entry = chosen.dataset.entry;
    if (chosen.dataset.sheet && chosen.dataset.sheet !== sheet) { location.assign(address("", { entry })); return; }
    list.querySelectorAll("[aria-current]").forEach((one) => one.removeAttribute("aria-current"));
    const listed = list.querySelector(`[data-entry="${entry}"]`);
    listed?.setAttribute("aria-current", "true");
    listed?.scrollIntoView({ block: "nearest" });
    history.replaceState(null, "", address("", { sheet, entry }));
    if (!grid() || !Number(chosen.dataset.row)) return;
    if (focus && box.getBoundingClientRect().top > innerHeight - 160) box.scrollIntoView({ block: "start" });
    await go([Number(chosen.dataset.row), Number(chosen.dataset.column)], { focus, middle: true, anew: true });
  };
  const open = lastOf(async (signal, number, focus) => {
    await chose(await fetched(`/entry/${number}`, { sheet }, signal), { focus });
  });
  const step = lastOf(async (signal, back) => {
    const at = entry ? { entry } : { cell: `${letter(active[1])}${active[0]}` };
    const focus = !byId("basis").contains(document.activeElement);
    await chose(await fetched("/step", { sheet: sheet || 0, back: back ? 1 : "", ...at }, signal), { focus });
  });
  const relist = lastOf(async (signal) => {
    const focused = document.activeElement?.id, content = await fetched("/list", { sheet, start, entry }, signal);
    const caret = focused === "filter-text" ? byId(focused).selectionStart : null, typed = byId("filter-text").value;
    list.replaceChildren(content);
    if (!focused || !list.contains(byId(focused))) return;
    byId(focused).focus();
    if (caret !== null) { byId(focused).value = typed; byId(focused).setSelectionRange(caret, caret); }
  });
  const filtered = () => {
    const given = new FormData(byId("filters"));
    filters = new URLSearchParams();
    for (const [name, value] of given) if (value && name !== "sheet") filters.set(name, value);
    start = 0;
    history.replaceState(null, "", address("", { sheet, entry }));
    relist();
  };
  const typed = later(filtered, 250);

  list.addEventListener("input", (event) => { if (event.target.id === "filter-text") typed(); });
  list.addEventListener("change", (event) => { if (event.target.id !== "filter-text") filtered(); });
  list.addEventListener("submit", (event) => { event.preventDefault(); filtered(); });
  const plain = (event) => !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || event.button);
  view.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !plain(event)) return;
    const { entry: number, cell, start: from } = link.dataset;
    if (link.id === "step-on" || link.id === "step-back") { event.preventDefault(); step(link.id === "step-back"); }
    else if (number && (!link.dataset.sheet || link.dataset.sheet === sheet)) { event.preventDefault(); open(number, true); }
    else if (cell && link.dataset.sheet === sheet && grid()) {
      event.preventDefault();
      go(placed(cell), { middle: true });
    } else if (from !== undefined) { event.preventDefault(); start = Number(from); relist(); }
    else if (link.id === "filters-clear") {
      event.preventDefault();
      byId("filters").querySelectorAll("select, input[type=search]").forEach((one) => { one.value = ""; });
      byId("filter-here").checked = false;
      filtered();
    }
  });
  const placed = (cell) => {
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(cell) || [null, "A", "1"];
    return [Number(row), [...letters].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1];
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hideTip();
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("input, select, textarea");
    const inside = box?.contains(event.target) || list.contains(event.target);
    const letters = inside && !typing && !event.shiftKey && "np".includes(event.key);
    if (event.key !== "F8" && !letters) return;
    event.preventDefault();
    step(letters ? event.key === "p" : event.shiftKey);
  });
  if (!box) return;

  box.tabIndex = -1;
  const moves = {
    ArrowDown: ([row, column]) => [row + 1, column], ArrowUp: ([row, column]) => [row - 1, column],
    ArrowRight: ([row, column]) => [row, column + 1], ArrowLeft: ([row, column]) => [row, column - 1],
    PageDown: ([row, column]) => [row + screen(), column], PageUp: ([row, column]) => [row - screen(), column],
    Home: ([row], far) => [far ? 1 : row, 0], End: ([row], far) => [far ? number("rows") : row, Infinity],
  };
  const screen = () => Math.max(Math.floor((box.clientHeight - measure.head) / measure.height) - 1, 1);
  box.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Enter" || event.key === " ") {
      if (cellAt(active)?.classList.contains("bad")) { event.preventDefault(); openHere(); }
      return;
    }
    const move = moves[event.key];
    if (!move || (event.ctrlKey && !["Home", "End"].includes(event.key))) return;
    event.preventDefault();
    entry = "";
    go(move(active, event.ctrlKey));
  });
  box.addEventListener("click", (event) => {
    const cell = event.target.closest("[role=gridcell]");
    if (!cell) return;
    entry = "";
    go(whereIs(cell));
  });
  box.addEventListener("focusin", (event) => {
    const cell = event.target.closest("[role=gridcell]");
    if (!cell) return;
    active = whereIs(cell);
    roving();
    showTip(cell);
  });
  box.addEventListener("focusout", () => leave());
  box.addEventListener("mouseover", (event) => {
    const cell = event.target.closest("td[aria-describedby], th[aria-describedby]");
    if (cell) showTip(cell); else leave();
  });
  box.addEventListener("mouseleave", () => leave());
  tip.addEventListener("mouseleave", () => leave());
  let asked = false;
  box.addEventListener("scroll", () => {
    hideTip();
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; if (!isThere(seen())) wanting(); });
  });
  const wanting = later(refresh, 30);
  new ResizeObserver(() => { if (!isThere(seen())) wanting(); }).observe(box);

  measured();
  laidOut(grid());
  if (view.dataset.row) centre(active); else if (number("first") > 1) box.scrollTop = (number("first") - 1) * measure.height;
  roving();
  if (!isThere(seen())) refresh();
})();
