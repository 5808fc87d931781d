// Terms of the visitor's own: adds days to a date that is chosen here and never leaves this page.
const DAY = 86_400_000;
const words = new Intl.DateTimeFormat("nl-NL", { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** The last day of a term as a Date at midnight UTC, so that summer time cannot shift it. */
export function uiterlijk(iso, days) {
  return new Date(Date.parse(`${iso}T00:00:00Z`) + days * DAY);
}

/** Why a date cannot be used, in words that help; an empty text when it can. */
export function bezwaar(iso, today = new Date()) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || Number.isNaN(Date.parse(`${iso}T00:00:00Z`))) return "Kies een dag, maand en jaar.";
  const years = (uiterlijk(iso, 0) - today) / DAY / 365;
  if (years < -3) return "Deze datum is langer dan drie jaar geleden. Klopt het jaar?";
  if (years > 3) return "Deze datum is pas over meer dan drie jaar. Klopt het jaar?";
  return "";
}

/** A calendar file (RFC 5545) with a whole-day event per term; `now` is when it was made. */
export function agenda(terms, page, now = new Date()) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const clean = (text) => text.replace(/[\\;,]/g, (mark) => `\\${mark}`).replace(/\s+/g, " ").trim();
  const events = terms.flatMap(({ title, text, date }, number) => [
    "BEGIN:VEVENT", `UID:${stamp}-${number}@${new URL(page).hostname}`, `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${compact(date)}`, `DTEND;VALUE=DATE:${compact(new Date(date.getTime() + DAY))}`,
    `SUMMARY:${clean(`Uiterlijk vandaag: ${title}`)}`, `DESCRIPTION:${clean(text)}`, `URL:${page}`, "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//portaal passend onderwijs//NL", ...events, "END:VCALENDAR"];
  return `${lines.map(fold).join("\r\n")}\r\n`;
}

const compact = (date) => date.toISOString().slice(0, 10).replaceAll("-", "");

/** Lines of a calendar file are at most 75 bytes; a longer one goes on after a space. */
function fold(line) {
  const parts = [];
  let part = "";
  for (const mark of line) {
    if (new TextEncoder().encode(part + mark).length > 73) {
      parts.push(part);
      part = "";
    }
    part += mark;
  }
  return [...parts, part].join("\r\n ");
}

function start(section) {
  const form = section.querySelector("form");
  const message = section.querySelector("[role=status]");
  const button = form.querySelector("button");
  const rows = [...section.querySelectorAll("[data-dagen]")];
  let terms = [];

  function show() {
    terms = [];
    const troubles = [];
    for (const field of form.querySelectorAll("input[type=date]")) {
      const trouble = field.validity.badInput || field.value ? bezwaar(field.value) : "";
      field.setAttribute("aria-invalid", trouble ? "true" : "false");
      // Which of the fields is wrong must be heard too.
      if (trouble) troubles.push(`${field.labels[0].textContent} ${trouble}`);
      for (const row of rows.filter((one) => one.dataset.gebeurtenis === field.name)) {
        const place = row.querySelector(".uiterlijk");
        place.textContent = "";
        if (!field.value || trouble) continue;
        const date = uiterlijk(field.value, Number(row.dataset.dagen));
        const inSummer = [6, 7].includes(date.getUTCMonth());
        place.textContent = `Uiterlijk ${words.format(date)}.${inSummer ? " Let op: dit valt in juli of augustus. Veel scholen zijn dan een tijd dicht. Spreek een dag af." : ""}`;
        terms.push({ title: row.dataset.titel, text: row.dataset.tekst, date });
      }
    }
    button.hidden = terms.length === 0;
    message.textContent = troubles.join(" ") || (terms.length ? `${terms.length === 1 ? "Eén datum" : `${terms.length} datums`} uitgerekend.` : "");
  }

  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([agenda(terms, location.href.split("#")[0])], { type: "text/calendar" }));
    link.download = "termijnen.ics";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  });
  show();
}

if (typeof document !== "undefined") document.querySelectorAll(".termijnen").forEach(start);
