// Choosing: OR within a facet, AND between facets. A place has a set of boxes per facet.

import { plain } from "./dom.js";

/** Return what each set costs: nothing where it has what was chosen, or nothing was. */
export const weighSets = (sets, { asked, chosen }, weigh) =>
  sets.map((set) => (!asked.includes(set.facet) || set.boxes.some((box) => chosen.has(box)) ? 0 : weigh(set)));

/** Return the places that fit, and for each box how many would be left under all the other choices. */
export function sift(plekken, filter, sets, boxes) {
  const right = [];
  const tally = new Int32Array(sets.length);
  const add = ({ number }) => tally[number]++;
  const misses = weighSets(sets, filter, () => 1);
  for (const plek of plekken) {
    if (!filter.matches(plek)) continue;
    const missed = filter.asked.filter((facet) => misses[plek.sets[facet].number]);
    if (!missed.length) {
      right.push(plek);
      plek.sets.forEach(add);
    } else if (missed.length === 1) add(plek.sets[missed[0]]);
  }
  const counts = new Int32Array(boxes);
  for (const set of sets) for (const box of set.boxes) counts[box] += tally[set.number];
  return { right, counts };
}

/** Read what an address asks; a value without a box is dropped. A postcode is never in it. */
export function readAddress(query, boxes) {
  const parameters = new URLSearchParams(query);
  const numbers = boxes.map(({ name, value }, number) => (parameters.getAll(name).includes(value) ? number : -1));
  return {
    q: (parameters.get("q") ?? "").slice(0, 200),
    literal: parameters.has("letterlijk"),
    chosen: new Set(numbers.filter((number) => number >= 0)),
  };
}

export function toAddress({ q, literal, chosen }, boxes) {
  const parameters = new URLSearchParams();
  if (plain(q)) parameters.set("q", plain(q));
  if (literal) parameters.set("letterlijk", "ja");
  for (const number of chosen) parameters.append(boxes[number].name, boxes[number].value);
  return String(parameters);
}
