// Choosing: OR within a facet, AND between facets. Knows no facet by name.

const hasAny = (plek, facet, values) => !values.size || plek.values[facet].some((value) => values.has(value));

/** Return the facets in which a place misses what was chosen. */
export const missed = (plek, chosen) => [...chosen].filter(([facet, values]) => !hasAny(plek, facet, values)).map(([facet]) => facet);

/** Say whether a place fits all that was asked, but for one facet (`except`). */
export const fits = (plek, { matches, chosen }, except) => matches(plek) && missed(plek, chosen).every((facet) => facet === except);

/** Return how far a place is from what was asked. The need comes first and weighs most; what nobody told may still fit. */
export function shortfall(plek, { chosen, matches }) {
  const [need] = chosen.keys();
  const weigh = (facet) => (facet === need ? 6 : plek.values[facet].includes("onbekend") ? 1 : 2);
  return missed(plek, chosen).reduce((sum, facet) => sum + weigh(facet), matches(plek) ? 0 : 3);
}

/** Return for each value of a facet how many places would be left, under all the other choices. */
export function counts(plekken, facet, filter) {
  const found = new Map();
  for (const plek of plekken) {
    if (!fits(plek, filter, facet)) continue;
    for (const value of plek.values[facet]) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

export const noChoice = (facets) => new Map(facets.map((facet) => [facet, new Set()]));

/** Read what an address asks; a value without a box is dropped. A postcode is never in it. */
export function readAddress(query, facets, boxes) {
  const parameters = new URLSearchParams(query);
  const chosen = noChoice(facets);
  for (const { name, value } of boxes) if (parameters.getAll(name).includes(value)) chosen.get(name).add(value);
  return { q: (parameters.get("q") ?? "").slice(0, 200), literal: parameters.has("letterlijk"), chosen };
}

export function toAddress({ q, literal, chosen }) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set("q", q.trim());
  if (literal) parameters.set("letterlijk", "ja");
  for (const [facet, values] of chosen) for (const value of values) parameters.append(facet, value);
  return String(parameters);
}
