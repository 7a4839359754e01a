/**
 * Makes an element. Text children become text nodes, never markup, so nothing that a bot or a
 * person wrote can act as HTML.
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && name !== "list" && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  send: "M4 12 20 4l-5.5 16-3-6.5z",
  attach:
    "m19 11-7.5 7.5a4.5 4.5 0 0 1-6.400-6.400l8-8a3 3 0 0 1 4.300 4.300l-8 8a1.5 1.5 0 0 1-2.100-2.200l7.200-7.200",
  menu: "M4 7h16M4 12h16M4 17h10",
  more: "M12 5.2v.6M12 11.7v.6M12 18.2v.6",
  keyboard: "M4 6h16v12H4zM7.5 10h.01M12 10h.01M16.5 10h.01M8 14h8",
  down: "m6 9 6 6 6-6",
  file: "M7 3h7l4 4v14H7zM14 3v5h4",
  pin: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0",
  voice: "M12 4v9a3 3 0 0 1-3-3V7a3 3 0 0 1 6 0v3a3 3 0 0 1-3 3zM6 11a6 6 0 0 0 12 0M12 17v3",
  link: "M9 15 15 9M10 6h8v8",
  pencil: "m5 19 1-4L16 5l3 3L9 18z",
  close: "M6 6l12 12M18 6 6 18",
  image: "M4 5h16v14H4zM8.5 10.5v.01M4 16l5-4 4 3 3-2.5 4 3.5",
};

/** A line icon that assistive technology passes over. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A button that opens a list of actions; arrows move within it, Escape closes it. */
export function menuButton(props, items) {
  const list = h("div", { class: "menu", role: "menu", hidden: true });
  const button = h("button", {
    type: "button",
    ...props,
    "aria-haspopup": "menu",
    "aria-expanded": "false",
  });
  const close = (focusButton) => {
    if (list.hidden) return;
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (focusButton) button.focus();
  };
  const open = () => {
    list.replaceChildren(...items().map(menuItem));
    list.hidden = false;
    button.setAttribute("aria-expanded", "true");
    list.querySelector("[role=menuitem]")?.focus();
  };
  const menuItem = ({ label, note, icon: name, run }) =>
    h(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: "-1",
        onclick: () => {
          close(true);
          run?.();
        },
      },
      name ? icon(name) : undefined,
      h("span", {}, label, note ? h("small", {}, note) : undefined),
    );
  button.addEventListener("click", () => (list.hidden ? open() : close(true)));
  list.addEventListener("keydown", (event) => {
    const all = [...list.querySelectorAll("[role=menuitem]")];
    const at = all.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
    if (event.key === "Escape") close(true);
    else if (event.key === "Tab") close(true);
    else if (event.key in moves) all[(moves[event.key] + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!wrapper.contains(event.target)) close(false);
  });
  const wrapper = h("div", { class: "menu-anchor" }, button, list);
  return wrapper;
}
