import type { Form } from "../../forms/form.ts";

/**
 * "What am I entitled to": nine questions at most, each one because a kind of help depends on it.
 * Nothing is asked that no row of the programmes looks at: no article of the code, no passport data,
 * no address. Wording is impersonal, so that a relative can answer for the person.
 *
 * `clause` names the rows of the programmes that the question decides.
 */
export const triageForm: Form = {
  code: "triage",
  items: [
    {
      code: "situation",
      kind: "choice",
      options: ["released", "soon", "relative_released", "relative_soon", "care_leaver"],
      clause: "10-ФЗ; ХМАО – Югра: разд. 6, 8; Забайкальский край: 1.1; Иркутская область: разд. I",
    },
    {
      code: "town",
      kind: "town",
      unknown: true,
      clause: "Программа действует в своём регионе",
    },
    {
      code: "night",
      kind: "choice",
      options: ["safe", "short", "nowhere"],
      unknown: true,
      clause: "ХМАО – Югра: разд. 1, 7",
    },
    {
      code: "urgent",
      kind: "many",
      options: ["food", "clothes", "things"],
      unknown: true,
      clause: "ХМАО – Югра: прил. 3 № 7; Забайкальский край: 1.2, 1.6; Красноярский край: п. 6, 13",
    },
    {
      code: "papers",
      kind: "many",
      options: ["release_certificate", "passport", "snils", "oms"],
      unknown: true,
      clause: "10-ФЗ; ХМАО – Югра: прил. 3 № 3, 9",
    },
    {
      code: "registered",
      kind: "yes_no",
      unknown: true,
      clause: "ХМАО – Югра: прил. 3 № 5",
    },
    {
      code: "care",
      kind: "many",
      options: ["doctor", "disability", "pension", "constant_care"],
      unknown: true,
      clause: "10-ФЗ; ХМАО – Югра: прил. 3 № 8, 10–12",
    },
    {
      code: "work",
      kind: "choice",
      options: ["have", "seek", "learn", "cannot"],
      unknown: true,
      clause: "ХМАО – Югра: прил. 3 № 1; Забайкальский край: 1.3; Красноярский край: п. 2, 9, 12",
    },
    {
      code: "more",
      kind: "many",
      options: ["legal", "benefits", "home", "family", "talk", "housing"],
      unknown: true,
      clause:
        "10-ФЗ; ХМАО – Югра: прил. 3 № 2, 4, 6; Забайкальский край: 1.2; Иркутская область: 2.5, 4.23",
    },
  ],
};
