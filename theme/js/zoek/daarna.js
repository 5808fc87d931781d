// What follows once the results stand there: what each choice would leave, what somebody does not know, and the map.

import { count, findAll, write } from "./dom.js";

const unsure = findAll(".weet-niet");
const dots = findAll(".punt");
const circles = findAll(".plaats");
let view;

export function showRest(shown) {
  view = shown;
  showCounts();
  unsure.forEach((box, facet) => (box.checked = !view.filter.asked.includes(facet)));
  if (dots.length) showOnMap(view.right);
}

/** Write the counts of the facets that are open. */
function showCounts() {
  view.boxes.forEach((box, number) => {
    const label = box.parentNode;
    if (!label.closest(".facet").open) return;
    write(label.lastElementChild, String(view.counts[number]));
    label.classList.toggle("leeg", !view.counts[number]);
  });
}

function showOnMap(right) {
  const refs = new Set(right.map(({ refs: [ref] }) => ref));
  for (const dot of dots) dot.classList.toggle("raak", refs.has(dot.dataset.ref));
  for (const circle of circles) {
    const found = right.filter(({ punt, plaats }) => punt && plaats === circle.dataset.plaats).length;
    write(circle.querySelector(".plaats-aantal"), String(found));
    circle.classList.toggle("leeg", !found);
    circle.setAttribute("aria-label", `${circle.querySelector(".plaats-naam").textContent}, ${count(found, "plek", "plekken")}`);
  }
}

for (const facet of findAll(".facet")) facet.addEventListener("toggle", showCounts);
// Who does not know takes back what was chosen there; who takes that back has chosen nothing yet.
unsure.forEach((box, facet) =>
  box.addEventListener("change", () => {
    const { boxes, facets, filter, change } = view;
    change({ chosen: new Set([...filter.chosen].filter((number) => boxes[number].name !== facets[facet])) });
  }),
);
