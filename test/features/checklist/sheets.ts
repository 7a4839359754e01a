import { readFileSync } from "node:fs";
import type { ChecklistSheet, SheetWords } from "../../../src/features/checklist/document.ts";

/** Sheets of one typical case, twelve papers each. */
export const sheets: Record<"ru" | "kk" | "en", ChecklistSheet> = {
  ru: {
    language: "ru",
    created: "2024-03-02T09:00:00Z",
    date: "2 марта 2024 г.",
    title: "Социальный контракт: результат и список документов",
    outcome: "Скорее всего, помощь вам положена. Доход сравнит специалист.",
    reasons: [
      { text: "Вы живёте в Красноярском крае", clause: "п. 2" },
      { text: "Доход на человека ниже прожиточного минимума", clause: "п. 2, 3" },
      { text: "Другого действующего контракта в семье нет", clause: "п. 21(4)" },
      { text: "Отсутствие регистрации – не причина для отказа", clause: "п. 19" },
    ],
    income: "9 866,67 ₽",
    threshold: "не найден, сравнит специалист",
    papers: [
      { name: "Справка об освобождении", how: "Выдают в день освобождения", ticked: true },
      { name: "Свидетельство о рождении", how: "ЗАГС или МФЦ" },
      { name: "Паспорт", how: "МФЦ или полиция; до выдачи – временное удостоверение" },
      { name: "Регистрация по месту пребывания", how: "МФЦ; без неё тоже примут" },
      { name: "СНИЛС", how: "Можно не приносить: учреждение запросит само" },
      { name: "Полис ОМС", how: "Любая страховая компания или МФЦ" },
      { name: "Заявление", how: "Бланк дадут в учреждении, прил. 3" },
      { name: "Паспорт жены", how: "Копия и подлинник" },
      { name: "Свидетельство о рождении ребёнка до 14 лет", how: "Копия и подлинник" },
      { name: "Нотариальный перевод, если документ иностранный" },
      { name: "Счёт или прайс-лист на оборудование", how: "Для своего дела" },
      { name: "Доверенность и паспорт представителя", how: "Если подаёт другой человек" },
    ],
    notNeeded: [
      "Справки о доходах, имуществе и об освобождении: их пишут в заявлении",
      "Сведения о регистрации: учреждение запросит за 5 дней",
    ],
    ways: [
      { name: "Лично", how: "в Управление социальной защиты: копии и подлинники" },
      { name: "МФЦ", how: "передаст на следующий рабочий день" },
      { name: "Почтой", how: "с описью и уведомлением; копии заверяет нотариус" },
      { name: "Госуслуги", how: "с электронной подписью" },
    ],
    nextDue:
      "учреждение ответит в течение 10 дней с получения, если подать 4 марта – до 14 марта 2024 г.",
    source:
      "Порядок назначения помощи (постановление Правительства Красноярского края от 14.10.2021 № 740-п).",
    words: words("ru"),
  },
  kk: {
    language: "kk",
    created: "2024-03-02T09:00:00Z",
    date: "2024 жылғы 2 наурыз",
    title: "Әлеуметтік келісімшарт: нәтиже және құжаттар тізімі",
    outcome: "Көмек сізге берілуі әбден мүмкін. Табысты маман салыстырады.",
    reasons: [
      { text: "Сіз Красноярск өлкесінде тұрасыз", clause: "п. 2" },
      { text: "Бір адамға шаққандағы табыс ең төмен күнкөріс деңгейінен аз", clause: "п. 2, 3" },
      { text: "Отбасында басқа қолданыстағы келісімшарт жоқ", clause: "п. 21(4)" },
      { text: "Тіркеудің болмауы бас тартуға себеп емес", clause: "п. 19" },
    ],
    income: "9 866,67 ₽",
    threshold: "табылмады, маман салыстырады",
    papers: [
      { name: "Босатылғаны туралы анықтама", how: "Босаған күні беріледі", ticked: true },
      { name: "Туу туралы куәлік", how: "АХАЖ немесе МФЦ" },
      { name: "Паспорт", how: "МФЦ немесе полиция; дайын болғанша – уақытша куәлік" },
      { name: "Уақытша болатын жері бойынша тіркеу", how: "МФЦ; онсыз да қабылдайды" },
      { name: "СНИЛС", how: "Әкелмесе де болады: мекеме өзі сұратады" },
      { name: "ОМС полисі", how: "Кез келген сақтандыру компаниясы немесе МФЦ" },
      { name: "Өтініш", how: "Бланкіні мекемеде береді, 3-қосымша" },
      { name: "Жұбайының паспорты", how: "Көшірмесі мен түпнұсқасы" },
      { name: "14 жасқа дейінгі баланың туу туралы куәлігі", how: "Көшірмесі мен түпнұсқасы" },
      { name: "Құжат шетелдік болса, нотариалды аударма" },
      { name: "Жабдыққа шот немесе баға парағы", how: "Өз ісі үшін" },
      { name: "Сенімхат және өкілдің паспорты", how: "Басқа адам тапсырса" },
    ],
    notNeeded: [
      "Табыс, мүлік және босату туралы анықтамалар: олар өтініште жазылады",
      "Тіркеу туралы мәлімет: мекеме 5 күнде сұратады",
    ],
    ways: [
      { name: "Өзі барып", how: "Халықты әлеуметтік қорғау басқармасына: көшірме мен түпнұсқа" },
      { name: "МФЦ", how: "келесі жұмыс күні тапсырады" },
      { name: "Поштамен", how: "тізімдемемен және хабарламамен; көшірмені нотариус куәландырады" },
      { name: "Госуслуги", how: "электрондық қолтаңбамен" },
    ],
    nextDue:
      "мекеме алған күннен бастап 10 күнде жауап береді: 4 наурызда тапсырса, 14 наурызға дейін.",
    source:
      "Порядок назначения помощи (постановление Правительства Красноярского края от 14.10.2021 № 740-п).",
    words: words("kk"),
  },
  en: {
    language: "en",
    created: "2024-03-02T09:00:00Z",
    date: "2 March 2024",
    title: "Social contract: result and checklist",
    outcome: "You are likely to get this help. The specialist will compare the income.",
    reasons: [
      { text: "You live in Krasnoyarsk Krai", clause: "п. 2" },
      { text: "Income per person is below the subsistence minimum", clause: "п. 2, 3" },
      { text: "Nobody in the family has another contract now", clause: "п. 21(4)" },
      { text: "Having no registered address is no reason to refuse", clause: "п. 19" },
    ],
    income: "9 866.67 ₽",
    threshold: "not found, the specialist will compare",
    papers: [
      { name: "Certificate of release", how: "Given on the day of release", ticked: true },
      { name: "Birth certificate", how: "Registry office (ЗАГС) or MFC" },
      { name: "Passport", how: "MFC or police; until it is ready, a temporary certificate" },
      { name: "Registration where you are staying", how: "MFC; you can apply without it" },
      { name: "SNILS", how: "You may leave it: the agency asks for it itself" },
      { name: "OMS medical policy", how: "Any insurance company or MFC" },
      { name: "Application", how: "The agency gives you the form, annex 3" },
      { name: "Passport of your wife", how: "Copy and original" },
      { name: "Birth certificate of a child under 14", how: "Copy and original" },
      { name: "Translation by a notary, if a paper is foreign" },
      { name: "Bill or price list for equipment", how: "For your own business" },
      {
        name: "Power of attorney and passport of the representative",
        how: "If somebody else hands in",
      },
    ],
    notNeeded: [
      "Certificates of income, property and release: they are declared in the application",
      "Proof of registration: the agency asks for it within 5 days",
    ],
    ways: [
      { name: "In person", how: "at the Social Protection Agency: copies and originals" },
      { name: "MFC", how: "hands it over on the next working day" },
      {
        name: "By post",
        how: "with a list of contents and notice of delivery; copies certified by a notary",
      },
      { name: "Gosuslugi", how: "with an electronic signature" },
    ],
    nextDue: "the agency answers within 10 days: if you hand in on 4 March, by 14 March 2024.",
    source:
      "Порядок назначения помощи (постановление Правительства Красноярского края от 14.10.2021 № 740-п).",
    words: words("en"),
  },
};

function words(language: string): SheetWords {
  const path = `../../../locales/${language}/document-checklist.json`;
  return JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8"));
}
