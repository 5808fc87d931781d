// When nothing fits: what comes near, with what it misses in words. Fetched only then.

import { el } from "./dom.js";
import { missed } from "./filter.js";
import { find, showOne, title } from "./resultaten.js";

const NEAR_MISSES = 3;

/** Return how far a place is from what was asked. The need comes first and weighs most; what nobody told may still fit. */
function shortfall(plek, filter, boxes) {
  const isUnknown = (facet) => plek.values[facet].some((value) => boxes[value].value === "onbekend");
  const weigh = (facet) => (facet === 0 ? 6 : isUnknown(facet) ? 1 : 2);
  return missed(plek, filter).reduce((sum, facet) => sum + weigh(facet), filter.matches(plek) ? 0 : 3);
}

export function showNear({ plekken, facets, answered, filter, boxes }) {
  const noWords = answered && !answered.found.size;
  showOne(".vinder-niets [data-als]", !noWords ? "keuzes" : answered.uitleg.length ? "uitleg" : "niets");
  // Places come near in what was chosen; where nothing was chosen, words that no place has bring none near.
  const nearer = (a, b) => a.short - b.short || (a.plek.km ?? 0) - (b.plek.km ?? 0) || a.plek.order - b.plek.order;
  let close = [];
  for (const plek of noWords && !filter.chosen.size ? [] : plekken) {
    const one = { plek, short: shortfall(plek, filter, boxes) };
    // A large portal has thousands, and only a few are shown.
    if (close.length === NEAR_MISSES && nearer(one, close[NEAR_MISSES - 1]) > 0) continue;
    close = [...close, one].sort(nearer).slice(0, NEAR_MISSES);
  }
  const cards = close.map(({ plek }) => {
    const card = plek.node.cloneNode(true);
    card.append(el("p", { class: "plek-mist" }, `Let op: ${lacks(plek, facets, answered, filter, boxes).join("; ")}.`));
    return card;
  });
  find(".bijna").hidden = !cards.length;
  find(".bijna ul").replaceChildren(...cards);
}

/** Say in words what a place misses of all that was asked. */
function lacks(plek, facets, answered, filter, boxes) {
  const titles = (numbers) => numbers.map((number) => title(boxes[number])).join(", ");
  const missing = missed(plek, filter).map((facet) => {
    const chosen = [...filter.chosen].filter((number) => boxes[number].name === facets[facet]);
    return `u koos ${titles(chosen)}, hier is dat: ${titles(plek.values[facet]) || "niet opgegeven"}`;
  });
  if (answered && !answered.found.has(plek)) missing.push(`past niet bij ‘${filter.q.trim()}’`);
  if (filter.far && !(plek.km <= filter.far)) missing.push(plek.km === undefined ? "de afstand is niet bekend" : `verder weg dan ${filter.far} km`);
  return missing;
}
