// A record as a form shows it, and back. What nobody knows is an empty box; a group that may be left out is a list of at
// most one; numbers per year are rows. What a form does not show or change keeps the value that it had.
const UNKNOWN = "onbekend";
const isEmpty = (value) => value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
const isFormed = (shape) => shape.n === "Bevestigd";

/** Return the value that a form shows for a value of a record. */
export function toForm(shape, value, isRequired = true) {
  if (value === undefined) return undefined;
  if (shape.t === "Groep") {
    const made = Object.fromEntries(Object.entries(value).map(([name, part]) => {
      const field = shape.v[name];
      return [name, field ? toForm(field, part, Boolean(field.v1)) : part];
    }));
    return isRequired || isFormed(shape) ? made : [made];
  }
  if (shape.t === "Lijst") return Array.isArray(value) ? value.map((item) => toForm(shape.i, item)) : [];
  if (shape.t === "Per") return Object.entries(value).map(([sleutel, waarde]) => ({ sleutel, waarde }));
  return value === UNKNOWN && shape.m ? "" : value;
}

/** Return the record that a form means; `old` is the record it was made from, or undefined for a new one. */
export function fromForm(shape, form, old, isRequired = true) {
  if (shape.t === "Groep") return fromGroup(shape, form, old, isRequired);
  if (shape.t === "Lijst") return fromList(shape, form, old, isRequired);
  if (shape.t === "Per") return fromRows(form, old);
  const text = typeof form === "string" ? oneLine(form, old) : isEmpty(form) ? "" : String(form);
  if (text !== "") return text;
  if (old === undefined) return undefined;
  if (old === UNKNOWN || old === "") return old;
  return shape.m ? UNKNOWN : undefined;
}

function fromGroup(shape, form, old, isRequired) {
  const value = isRequired || isFormed(shape) ? form : form?.[0];
  if (isEmpty(value)) return undefined;
  const made = {};
  for (const name of new Set([...Object.keys(old ?? {}), ...Object.keys(shape.v)])) {
    const field = shape.v[name];
    const part = field ? fromForm(field, value[name], old?.[name], Boolean(field.v1)) : old?.[name];
    if (part !== undefined) made[name] = part;
  }
  return Object.keys(made).length ? made : undefined;
}

function fromList(shape, form, old, isRequired) {
  const items = Array.isArray(form) ? form : isEmpty(form) ? [] : [form];
  const known = [...(old ?? [])];
  const shown = known.map((item) => JSON.stringify(toForm(shape.i, item)));
  const made = items.map((item, number) => {
    // An item may have moved; what it was made from is the one that looked the same, or stood in the same place.
    const same = shown.indexOf(JSON.stringify(item));
    return fromForm(shape.i, item, same >= 0 ? known[same] : typeof known[number] === "object" ? known[number] : undefined);
  }).filter((item) => item !== undefined);
  if (made.length) return made;
  return old !== undefined && (old.length === 0 || isRequired) ? [] : undefined;
}

function fromRows(form, old) {
  const rows = (Array.isArray(form) ? form : []).filter((row) => !isEmpty(row?.sleutel) && !isEmpty(row?.waarde));
  if (!rows.length) return undefined;
  return Object.fromEntries(rows.map((row) => [String(row.sleutel), String(row.waarde)]));
}

/** Text in a data file stands on one line, unless it did not before; spaces at its ends were not meant. */
function oneLine(text, old) {
  if (typeof old === "string" && (text === old || old.includes("\n"))) return text;
  return text.replace(/\s*\n\s*/g, " ").trim();
}

/** Return the last part of a web address for a name, as `slugify` in urls.py makes it. */
export function slugify(text) {
  return text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "");
}
