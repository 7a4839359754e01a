import { get, post } from "./api.js";
import { DeveloperPanel } from "./developer.js";
import { Phone } from "./phone.js";
import { T } from "./texts.js";

const SIDES = ["left", "right"];
const DEFAULT_IDS = [1001, 2001];
const query = new URLSearchParams(location.search);

const phones = SIDES.map(
  (side, index) =>
    new Phone(document.getElementById(`phone-${side}`), {
      label: T.defaultPeople[index],
      payload: index === 0 ? (query.get("start") ?? undefined) : undefined,
      onChosen: (userId) => localStorage.setItem(`phone-${side}`, userId),
    }),
);

async function refreshPeople() {
  const users = await get("users");
  for (const phone of phones) phone.offer(users);
}

/** A phone is held by whom the address names, else by whom it was held last, else by a new person. */
async function chooseHolders() {
  const users = await get("users");
  for (const [index, side] of SIDES.entries()) {
    const wanted = Number(query.get(side) ?? localStorage.getItem(`phone-${side}`));
    const known = users.find(({ id }) => id === wanted) ?? users[index];
    const id = known?.id ?? DEFAULT_IDS[index];
    if (known === undefined) {
      await post("users", { id, first_name: T.defaultPeople[index], language_code: "ru" });
    }
    phones[index].use(id);
  }
  await refreshPeople();
}

function showTab(side) {
  for (const other of SIDES) {
    const isShown = other === side;
    const tab = document.getElementById(`tab-${other}`);
    tab.setAttribute("aria-selected", String(isShown));
    tab.tabIndex = isShown ? 0 : -1;
    document.getElementById(`phone-${other}`).classList.toggle("is-behind", !isShown);
  }
  sessionStorage.setItem("tab", side);
}

for (const side of SIDES) {
  const tab = document.getElementById(`tab-${side}`);
  tab.addEventListener("click", () => showTab(side));
  tab.addEventListener("keydown", ({ key }) => {
    if (key !== "ArrowLeft" && key !== "ArrowRight") return;
    const other = SIDES.find((name) => name !== side);
    showTab(other);
    document.getElementById(`tab-${other}`).focus();
  });
}
showTab(sessionStorage.getItem("tab") ?? "left");

new DeveloperPanel(
  document.getElementById("developer"),
  document.getElementById("developer-toggle"),
);
document.addEventListener("people", () => void refreshPeople());
await chooseHolders();
// Only where somebody has a mailbox, as in the demonstration.
document.getElementById("mail-link").hidden = (await get("mails")) === null;
