// Choosing: OR within a facet, AND between facets. Knows no facet by name.

const hasAny = (plek, facet, values) => !values.size || plek.values[facet].some((value) => values.has(value));

/** Return the facets in which a place misses what was chosen. */
export const missed = (plek, chosen) => [...chosen].filter(([facet, values]) => !hasAny(plek, facet, values)).map(([facet]) => facet);

/** Say whether a place fits all that was asked, but for one facet (`except`). */
export const fits = (plek, { matches, chosen }, except) => matches(plek) && missed(plek, chosen).every((facet) => facet === except);

/** Return for each value of a facet how many places would be left, under all the other choices. */
export function counts(plekken, facet, keuze) {
  const found = new Map();
  for (const plek of plekken) {
    if (!fits(plek, keuze, facet)) continue;
    for (const value of plek.values[facet]) found.set(value, (found.get(value) ?? 0) + 1);
  }
  return found;
}

export const noChoice = (facets) => new Map(facets.map((facet) => [facet, new Set()]));

/** Read what an address asks: `q=…&hulpvraag=a&hulpvraag=b`. A postcode is never in it. */
export function readAddress(query, facets) {
  const parameters = new URLSearchParams(query);
  return {
    q: (parameters.get("q") ?? "").slice(0, 200),
    literal: parameters.has("letterlijk"),
    chosen: new Map(facets.map((facet) => [facet, new Set(parameters.getAll(facet))])),
  };
}

/** Return the address for what was asked; `readAddress` reads it back. */
export function toAddress({ q, literal, chosen }) {
  const parameters = new URLSearchParams();
  if (q.trim()) parameters.set("q", q.trim());
  if (literal) parameters.set("letterlijk", "ja");
  for (const [facet, values] of chosen) for (const value of values) parameters.append(facet, value);
  return String(parameters);
}
