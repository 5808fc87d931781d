// Choosing: OR within a facet, AND between facets. A value is the number of its box; knows no facet by name.

/** Return the facets in which a place misses what was chosen. */
export function missed(plek, { asked, chosen }) {
  return asked.filter((facet) => !plek.values[facet].some((value) => chosen.has(value)));
}

/** Return the places that fit, in their order, and for each box how many would be left under all the other choices. */
export function sift(plekken, filter, boxes) {
  const right = [];
  const counts = new Int32Array(boxes);
  const add = (values) => {
    for (const value of values) counts[value]++;
  };
  for (const plek of plekken) {
    if (!filter.matches(plek)) continue;
    const misses = missed(plek, filter);
    if (!misses.length) {
      right.push(plek);
      plek.values.forEach(add);
    } else if (misses.length === 1) add(plek.values[misses[0]]);
  }
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
  if (q.trim()) parameters.set("q", q.trim());
  if (literal) parameters.set("letterlijk", "ja");
  for (const number of chosen) parameters.append(boxes[number].name, boxes[number].value);
  return String(parameters);
}
