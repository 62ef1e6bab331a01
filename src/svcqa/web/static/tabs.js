// On a narrow screen a row of tabs scrolls: the one that is shown is brought into sight.
"use strict";
for (const row of document.querySelectorAll(".tabs")) {
  const shown = row.querySelector("[aria-current]");
  if (shown) row.scrollLeft = shown.offsetLeft - (row.clientWidth - shown.offsetWidth) / 2;
}
