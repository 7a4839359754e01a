import { h } from "./dom.js";
import { T } from "./texts.js";

/** Shows a form in a dialog; gives its data, or undefined when it was put away. */
function ask(title, fields, submit) {
  const form = h(
    "form",
    { method: "dialog" },
    h("h2", {}, title),
    fields,
    h(
      "div",
      { class: "dialog-buttons" },
      h("button", { type: "button", class: "quiet", onclick: () => dialog.close() }, T.cancel),
      h("button", { class: "strong", value: "ok" }, submit),
    ),
  );
  const dialog = h("dialog", { "aria-label": title }, form);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      const data = Object.fromEntries(new FormData(form));
      dialog.remove();
      resolve(dialog.returnValue === "ok" ? data : undefined);
    });
  });
}

function field(label, props, hint) {
  const id = `field-${props.name}`;
  const note = hint === undefined ? undefined : h("small", { id: `${id}-hint` }, hint);
  const described = hint === undefined ? {} : { "aria-describedby": `${id}-hint` };
  return h(
    "p",
    { class: "field" },
    h("label", { htmlFor: id }, label),
    h("input", { id, ...props, ...described, autocomplete: "off" }),
    note,
  );
}

export function askLocation(initial) {
  const number = { type: "number", step: "any", required: true };
  const fields = [
    field(T.location.latitude, {
      ...number,
      name: "latitude",
      min: -90,
      max: 90,
      value: initial.latitude,
    }),
    field(
      T.location.longitude,
      { ...number, name: "longitude", min: -180, max: 180, value: initial.longitude },
      T.location.hint,
    ),
  ];
  return ask(T.location.title, fields, T.location.send).then(
    (data) => data && { latitude: Number(data.latitude), longitude: Number(data.longitude) },
  );
}

/** Asks for a person's profile; `known` is the one to be changed. */
export function askPerson(known) {
  const language = h(
    "select",
    { id: "field-language", name: "language_code" },
    Object.entries(T.languages).map(([value, label]) =>
      h("option", { value, selected: value === (known?.language_code ?? "ru") }, label),
    ),
  );
  const fields = [
    field(T.person.name, {
      name: "first_name",
      required: true,
      maxLength: 64,
      value: known?.first_name ?? "",
    }),
    field(T.person.surname, { name: "last_name", maxLength: 64, value: known?.last_name ?? "" }),
    h(
      "p",
      { class: "field" },
      h("label", { htmlFor: "field-language" }, T.person.language),
      language,
    ),
    field(
      T.person.phone,
      { name: "phone_number", type: "tel", value: known?.phone_number ?? "" },
      T.person.phoneHint,
    ),
  ];
  const title = known === undefined ? T.person.titleNew : T.person.titleChange;
  return ask(title, fields, T.person.save);
}

export function askPayload() {
  const props = { name: "payload", required: true, pattern: "[A-Za-z0-9_\\-]{1,64}" };
  return ask(T.startLink, [field(T.payload, props, T.payloadHint)], T.start);
}

/** A message that has to be put away by hand. */
export function showAlert(text) {
  const dialog = h(
    "dialog",
    { "aria-label": text },
    h(
      "form",
      { method: "dialog" },
      h("p", {}, text),
      h("div", { class: "dialog-buttons" }, h("button", { class: "strong" }, T.ok)),
    ),
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
