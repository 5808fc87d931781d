// When nothing fits: what comes near, with what it misses in words. Fetched only then.

import { el, find, showOne, title } from "./dom.js";

const NEAR_MISSES = 3;

/** Return a function that tells how far a place is from what was asked. The need comes first and weighs most; what nobody told may still fit. */
function shortfall(weighSets, filter, boxes) {
  const isUnknown = (set) => set.boxes.some((box) => boxes[box].value === "onbekend");
  const weights = weighSets(filter, (set) => (set.facet === 0 ? 6 : isUnknown(set) ? 1 : 2));
  const { asked, matches } = filter;
  return (plek) => {
    let short = matches(plek) ? 0 : 3;
    for (const facet of asked) short += weights[plek.sets[facet].number];
    return short;
  };
}

export function showNear({ plekken, weighSets, facets, answered, filter, boxes }) {
  const noWords = answered && !answered.found.length;
  showOne(".vinder-niets [data-als]", !noWords ? "keuzes" : answered.uitleg.length ? "uitleg" : "niets");
  // Places come near in what was chosen; where nothing was chosen, words that no place has bring none near.
  const nearer = (a, b) => a.short - b.short || (a.plek.km ?? 0) - (b.plek.km ?? 0) || a.plek.order - b.plek.order;
  const tell = shortfall(weighSets, filter, boxes);
  let close = [];
  let worst = Infinity;
  for (const plek of noWords && !filter.chosen.size ? [] : plekken) {
    const short = tell(plek);
    // A large portal has thousands, and only a few are shown.
    if (short > worst) continue;
    const one = { plek, short };
    if (worst < Infinity && nearer(one, close[NEAR_MISSES - 1]) > 0) continue;
    close = [...close, one].sort(nearer).slice(0, NEAR_MISSES);
    if (close.length === NEAR_MISSES) worst = close[NEAR_MISSES - 1].short;
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
  const missing = filter.asked.filter((facet) => !plek.sets[facet].boxes.some((box) => filter.chosen.has(box))).map((facet) => {
    const chosen = [...filter.chosen].filter((number) => boxes[number].name === facets[facet]);
    return `u koos ${titles(chosen)}, hier is dat: ${titles(plek.sets[facet].boxes) || "niet opgegeven"}`;
  });
  if (answered && answered.hitOf[plek.order] < 0) missing.push(`past niet bij ‘${filter.q.trim()}’`);
  if (filter.far && !(plek.km <= filter.far)) missing.push(plek.km === undefined ? "de afstand is niet bekend" : `verder weg dan ${filter.far} km`);
  return missing;
}
