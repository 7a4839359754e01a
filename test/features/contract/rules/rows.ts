import type { MeasureCode } from "../../../../src/programs/schema.ts";

/** Read off the clause, not off the data. */
export interface ActivityRow {
  readonly code: string;
  readonly clause: string;
  readonly measure: MeasureCode;
  readonly onlyIf?: "training" | "internship" | "agreed" | "licensed" | "registration_costs_paid";
  /** With a contract of 15.01.2024. */
  readonly until?: string;
}

const activity = (
  measure: MeasureCode,
  clause: string,
  code: string,
  more: Pick<ActivityRow, "onlyIf" | "until"> = {},
): ActivityRow => ({ measure, clause: `прил. 6 п. ${clause}`, code, ...more });

export const activityRows: readonly ActivityRow[] = [
  activity("job_search", "4.1.1(1)", "employment_service", { until: "2024-02-04" }),
  activity("job_search", "4.1.1(2)", "vacancy_base"),
  activity("job_search", "4.1.1(3)", "find_job"),
  activity("job_search", "4.1.1(4)", "job_search_training", { onlyIf: "training" }),
  activity("job_search", "4.1.1(5)", "internship", { onlyIf: "internship" }),
  activity("own_business", "4.1.2(1)", "business_navigator", { onlyIf: "agreed" }),
  activity("own_business", "4.1.2(2)", "register_business"),
  activity("own_business", "4.1.2(3)", "licence", { onlyIf: "licensed" }),
  activity("own_business", "4.1.2(4)", "show_registration_costs", {
    onlyIf: "registration_costs_paid",
    until: "2024-01-18",
  }),
  activity("own_business", "4.1.2(5)", "buy_for_business"),
  activity("own_business", "4.1.2(6)", "business_training", { onlyIf: "training" }),
  activity("household_farm", "4.1.3(1)", "register_farm"),
  activity("household_farm", "4.1.3(2)", "buy_for_farm"),
  activity("household_farm", "4.1.3(3)", "farm_training", { onlyIf: "training" }),
  activity("household_farm", "4.1.3(5)", "sell_produce"),
  activity("other", "4.1.4(1)", "act_by_contract"),
  activity("other", "4.1.4(2)", "meet_needs"),
];

export interface EndingRow {
  readonly clause: string;
  readonly code: string;
  /** п. 36: 2-4, 7-10, 12, 13. */
  readonly tell: boolean;
  /** п. 37: all but 11. */
  readonly aidStops: boolean;
  /** п. 37: all but 11. */
  readonly notice: boolean;
  /** п. 35: (4) alone. */
  readonly validReasonExcuses: boolean;
  readonly measures?: readonly MeasureCode[];
  readonly onlyIf?: "training" | "internship";
}

const ending = (
  number: number,
  code: string,
  tell: boolean,
  more: Partial<EndingRow> = {},
): EndingRow => ({
  ...{ clause: `п. 35(${number})`, code, tell },
  ...{ aidStops: true, notice: true, validReasonExcuses: false, ...more },
});

const search = "job_search";
const business = "own_business";
const farm = "household_farm";

export const endingRows: readonly EndingRow[] = [
  ending(1, "false_data", false),
  ending(2, "misuse", true),
  ending(3, "left_region", true),
  ending(4, "activities_not_done", true, { validReasonExcuses: true }),
  ending(5, "no_report", false),
  ending(6, "control_hindered", false),
  ending(7, "internship_ended", true, { measures: [search], onlyIf: "internship" }),
  ending(8, "training_left", true, { measures: [search, business, farm], onlyIf: "training" }),
  ending(9, "business_stopped", true, { measures: [business] }),
  ending(10, "self_employment_stopped", true, { measures: [business, farm] }),
  ending(11, "death_or_court", false, { aidStops: false, notice: false }),
  ending(12, "work_ability_lost", true, { measures: [search] }),
  ending(13, "service_or_sentence", true),
];

/** Where the law of a contract is said, beyond activities and grounds. */
export const contractClauses: readonly string[] = [
  ...["прил. 6", "прил. 6 п. 5.1", "прил. 6 п. 2.1", "п. 23", "п. 7 абз. 5"],
  ...["п. 28 абз. 3", "п. 33", "п. 34", "п. 35", "п. 35 абз. 15", "п. 36", "п. 37"],
  ...["п. 29", "п. 30", "п. 30(1)", "п. 30(2)", "п. 30(3)"],
  ...["п. 31(1)", "п. 31(2)", "п. 31(3)", "п. 31(4)"],
];
