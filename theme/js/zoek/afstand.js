// Distance from a postcode. The table is fetched whole, so the postcode itself never leaves this device.

import { fetchPart, findAll, showOne } from "./dom.js";

const EARTH_KM = 6371;

/** Return four digits from what somebody typed ("2151ab", "2151 AB"), or null when it is no postcode. */
export function readPostcode(text) {
  const match = /^\s*([1-9]\d{3})\s*-?\s*([a-z]{2})?\s*$/i.exec(text);
  return match ? match[1] : null;
}

/** Return the distance in km as the crow flies. */
export function distance([lat1, lon1], [lat2, lon2]) {
  const radians = (degrees) => (degrees * Math.PI) / 180;
  const a =
    Math.sin(radians(lat2 - lat1) / 2) ** 2 +
    Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(radians(lon2 - lon1) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(a));
}

/** Return a distance in words; a postcode area has a size, so more precise would be a lie. */
export function inWords(km) {
  if (km < 0.5) return "minder dan 500 m";
  return km < 10 ? `${km.toFixed(1).replace(".", ",")} km` : `${Math.round(km)} km`;
}

/** Return PC4 -> { punt, plaats, gemeente }; `plaats` is "" outside the region, `gemeente` is "" where nobody said. */
export function readPostcodes({ pc4, lat, lon, plaats, plaatsen, gemeente, gemeenten }) {
  const areas = new Map();
  let code = 0;
  pc4.forEach((difference, number) => {
    code += difference;
    areas.set(String(code), {
      punt: [lat[number] / 10_000, lon[number] / 10_000],
      plaats: plaatsen[plaats[number]] ?? "",
      gemeente: gemeenten[gemeente[number]] ?? "",
    });
  });
  return areas;
}

let loading;

/** Fetch the postcode areas once, the first time that somebody uses the field. */
function loadPostcodes() {
  loading ??= fetchPart("postcodes").then(readPostcodes);
  loading.catch(() => (loading = undefined));
  return loading;
}

async function look(typed, isTyping) {
  if (!typed) return { says: "leeg" };
  const code = readPostcode(typed);
  // Half a postcode is no mistake while somebody is typing it.
  if (!code) return { says: isTyping && typed.length < 6 ? "leeg" : "fout" };
  try {
    const area = (await loadPostcodes()).get(code);
    if (!area) return { says: "vreemd" };
    return { ...area, code, says: area.plaats ? "binnen" : area.gemeente ? "buiten" : "elders" };
  } catch {
    return { says: "stuk" };
  }
}

/** Return how far a place is in words, as its card begins with it. */
export const tellFar = ({ km }) => `${km === undefined ? "afstand niet bekend" : inWords(km)} · `;

/** Tell what a postcode field holds, and give every place its distance. Return where that is, and the places by distance. */
export async function locate(field, plekken) {
  const typed = field.value.trim();
  const { says, code, plaats, gemeente, punt: near = null } = await look(typed, document.activeElement === field);
  if (typed !== field.value.trim()) return {};
  for (const place of findAll("#postcode-uitleg b")) place.textContent = { code, gemeente }[place.dataset.is] ?? `${code} ${plaats}`;
  field.setAttribute("aria-invalid", says === "fout" || says === "vreemd");
  showOne("#postcode-uitleg [data-als]", says);
  for (const plek of plekken) {
    const { punt } = plek;
    plek.km = near && punt ? distance(near, punt) : undefined;
  }
  const far = ({ km = Infinity }) => km;
  const byKm = near ? [...plekken].sort((a, b) => (far(a) === far(b) ? a.order - b.order : far(a) - far(b))) : plekken;
  return { near, byKm };
}
