/* Turns `/` off and on again. Only that it is off is kept; on leaves nothing on the device. */

import { nameKeys, slashOpens } from "./zoek/balk.js";

const section = document.querySelector(".sneltoets");
const box = section.querySelector("input");

function show(name) {
  section.querySelectorAll("[data-als]").forEach((line) => (line.hidden = line.dataset.als !== name));
}

function update() {
  box.checked = slashOpens();
  show(box.checked ? "aan" : "uit");
  nameKeys();
}

function choose() {
  if (box.checked) localStorage.removeItem("sneltoets");
  else localStorage.setItem("sneltoets", "uit");
  update();
}

/** Tell whether this browser keeps anything; one that does not may refuse with an error. */
function canKeep() {
  try {
    return Boolean(localStorage);
  } catch {
    return false;
  }
}

update();
if (canKeep()) box.addEventListener("change", choose);
else {
  box.disabled = true;
  show("nergens");
}
section.hidden = false;
