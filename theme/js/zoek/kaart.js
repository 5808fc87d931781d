// Marks what was found on the map. Fetched once the results stand there.

import { count, findAll, write } from "./dom.js";

const dots = findAll(".punt");
const circles = findAll(".plaats");

export function showOnMap({ right }) {
  const refs = new Set(right.map(({ refs: [ref] }) => ref));
  for (const dot of dots) dot.classList.toggle("raak", refs.has(dot.dataset.ref));
  for (const circle of circles) {
    const found = right.filter(({ punt, plaats }) => punt && plaats === circle.dataset.plaats).length;
    write(circle.querySelector(".plaats-aantal"), String(found));
    circle.classList.toggle("leeg", !found);
    circle.setAttribute("aria-label", `${circle.querySelector(".plaats-naam").textContent}, ${count(found, "plek", "plekken")}`);
  }
}
