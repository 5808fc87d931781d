// Starts the forms: reads what the portal wrote of itself, writes the choices out, and hands all of it to Decap.
import { makeBackend } from "./achterkant.js";
import { registerVelden, registerVoorbeelden } from "./velden.js";
import { registerWoorden } from "./woorden.js";

const { CMS, createClass, h } = window;

function withChoices(field, keuzes) {
  const made = { ...field };
  if (field.opties) {
    made.options = keuzes[field.opties];
    delete made.opties;
  }
  if (field.widget === "portaal-tekst") made.links = keuzes.ref;
  if (field.fields) made.fields = field.fields.map((one) => withChoices(one, keuzes));
  if (field.field) made.field = withChoices(field.field, keuzes);
  return made;
}

function start({ config, keuzes, specs, quoted, voorbeeld, stijl }) {
  const options = Object.fromEntries(Object.entries(keuzes).map(([kind, titles]) => [kind, Object.entries(titles).map(([value, label]) => ({ value, label }))]));
  const collections = config.collections.map((one) => ({
    ...one,
    ...(one.fields ? { fields: one.fields.map((field) => withChoices(field, options)) } : {}),
    ...(one.files ? { files: one.files.map((file) => ({ ...file, fields: file.fields.map((field) => withChoices(field, options)) })) } : {}),
  }));
  const json = { fromFile: (text) => JSON.parse(text), toFile: (value) => JSON.stringify(value) };
  CMS.registerCustomFormat("portaal-yaml", "yaml", json);
  CMS.registerCustomFormat("portaal-md", "md", json);
  CMS.registerBackend("portaal", makeBackend(CMS, { specs, quoted }));
  registerVelden(CMS, h, createClass);
  registerVoorbeelden(CMS, h, createClass, collections.flatMap((one) => one.files?.map((file) => ({ ...file, format: one.format })) ?? [one]));
  for (const path of stijl) CMS.registerPreviewStyle(path);
  const isHere = config.backend.binnen === "proxy";
  registerWoorden(CMS, isHere);
  // On one's own computer there is nobody to log in to, and the site to look at is the one beside the forms.
  if (isHere) localStorage.setItem("decap-cms-user", JSON.stringify({ backendName: "portaal" }));
  const site = isHere ? new URL(voorbeeld, location.href).href : config.site_url;
  CMS.init({ config: { ...config, site_url: site, display_url: site, collections, load_config_file: false } });
  document.querySelector(".beheer-wacht").remove();
}

// The first page of a folder is its index, which has no part of its own in the address.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href$='/index/']");
  if (link) link.href = link.href.replace(/index\/$/, "");
}, true);

const answer = await fetch("vormen.json");
start(await answer.json());
