// Drag and drop, and what was chosen with its sizes; without this file the form works all the same.
(() => {
  "use strict";
  const zone = document.querySelector("[data-drop]");
  if (!zone) return;
  const input = zone.querySelector("input[type=file]");
  const list = document.getElementById("chosen");
  const form = input.form;
  const button = form.querySelector("button.primary");
  const label = button.textContent;
  const largest = Number(zone.dataset.largestFile);

  const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

  const line = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const told = document.createElement("span");
    name.textContent = file.name;
    told.textContent = size(file.size);
    if (file.size > largest) {
      told.textContent += ` · ${zone.dataset.tooLarge}`;
      told.className = "over";
    }
    item.append(name, told);
    return item;
  };

  const tell = () => list.replaceChildren(...Array.from(input.files, line));

  const over = (on) => (event) => {
    event.preventDefault();
    zone.classList.toggle("over", on);
  };

  zone.addEventListener("dragover", over(true));
  zone.addEventListener("dragleave", over(false));
  zone.addEventListener("drop", (event) => {
    over(false)(event);
    const all = new DataTransfer();
    for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
    input.files = all.files;
    tell();
  });
  input.addEventListener("change", tell);
  form.addEventListener("submit", (event) => {
    if (button.hasAttribute("aria-disabled")) event.preventDefault(); // it is on its way already
    button.textContent = zone.dataset.sending;
    button.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", () => {
    button.textContent = label; // somebody came back to the form
    button.removeAttribute("aria-disabled");
    tell();
  });
})();
