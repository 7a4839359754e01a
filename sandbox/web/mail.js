import { get } from "./api.js";
import { h, icon } from "./dom.js";
import { T } from "./texts.js";

const LOOK_EVERY_MS = 2000;
const list = document.getElementById("mail-list");
const place = document.getElementById("mail");
let mails = [];
let chosen = location.hash.slice(1);

const time = (at) =>
  new Date(at).toLocaleString("ru", {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  });

function size(bytes) {
  return bytes < 1024 * 1024
    ? `${Math.max(1, Math.round(bytes / 1024))} КБ`
    : `${(bytes / 1024 / 1024).toFixed(1)} МБ`;
}

function entry(mail) {
  const isChosen = mail.id === chosen;
  return h(
    "button",
    {
      type: "button",
      class: "mail-entry",
      "aria-current": isChosen ? "true" : undefined,
      onclick: () => choose(mail.id),
    },
    h("time", { dateTime: mail.at }, time(mail.at)),
    h("strong", {}, mail.subject || T.mail.noSubject),
    h("span", {}, mail.to.join(", ")),
  );
}

function letter(mail) {
  return [
    h("h2", {}, mail.subject || T.mail.noSubject),
    h(
      "dl",
      { class: "mail-head" },
      ...[
        [T.mail.at, time(mail.at)],
        [T.mail.from, mail.from],
        [T.mail.to, mail.to.join(", ")],
        [T.mail.id, mail.messageId],
      ].flatMap(([term, value]) => [h("dt", {}, term), h("dd", {}, value)]),
    ),
    h("p", { class: "mail-text" }, mail.text),
    mail.attachments.length > 0
      ? h(
          "ul",
          { class: "mail-files", "aria-label": T.mail.files },
          ...mail.attachments.map((file) =>
            h(
              "li",
              {},
              h(
                "a",
                { href: file.url, target: "_blank", rel: "noopener" },
                icon("file"),
                h("span", {}, file.name, h("small", {}, size(file.size))),
              ),
            ),
          ),
        )
      : undefined,
  ].filter(Boolean);
}

function show() {
  const mail = mails.find(({ id }) => id === chosen) ?? mails[0];
  chosen = mail?.id ?? "";
  list.replaceChildren(...(mails.length > 0 ? mails.map(entry) : [h("p", {}, T.mail.empty)]));
  place.replaceChildren(...(mail ? letter(mail) : []));
}

function choose(id) {
  chosen = id;
  location.hash = id;
  show();
  list.querySelector("[aria-current]")?.focus();
}

async function look() {
  const before = mails.length;
  mails = await get("mails").catch(() => mails);
  if (mails.length !== before || list.childElementCount === 0) show();
}

await look();
setInterval(() => void look(), LOOK_EVERY_MS);
