// Distance from a postcode. The table is fetched whole, so the postcode itself never leaves this device.

import { siteRoot } from "./dom.js";

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

/** Return PC4 -> { punt, plaats }; `plaats` is "" outside the region. */
export function readPostcodes({ pc4, lat, lon, plaats, plaatsen }) {
  const areas = new Map();
  let code = 0;
  pc4.forEach((difference, number) => {
    code += difference;
    areas.set(String(code), { punt: [lat[number] / 10_000, lon[number] / 10_000], plaats: plaatsen[plaats[number]] ?? "" });
  });
  return areas;
}

let loading;

/** Fetch the postcode areas once, the first time that somebody uses the field. */
export function loadPostcodes() {
  loading ??= fetch(new URL("zoek/postcodes.json", siteRoot()), { cache: "no-cache" })
    .then((response) => {
      if (!response.ok) throw new Error(`postcodes: ${response.status}`);
      return response.json();
    })
    .then(readPostcodes);
  loading.catch(() => (loading = undefined));
  return loading;
}
