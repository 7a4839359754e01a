/**
 * One row for each clock of the edition: what an event on a day leads to. Worked out by hand from the
 * clause, not by the code. `from` is given where the thing may not be done sooner.
 */
export interface ClockRow {
  readonly clause: string;
  readonly code: string;
  readonly event: string;
  readonly on: string;
  readonly due: string | null;
  readonly from?: string;
}

const row = (
  clause: string,
  code: string,
  event: string,
  on: string,
  due: string | null,
  from?: string,
): ClockRow => ({ clause, code, event, on, due, ...(from ? { from } : {}) });

/** 22.02.2024 is a Thursday before a holiday and a weekend; 29.02.2024 has no match in 2025. */
export const clockRows: readonly ClockRow[] = [
  row("п. 17", "register_application", "application_received", "2024-02-22", "2024-02-22"),
  row(
    "п. 17",
    "register_application_out_of_hours",
    "application_received",
    "2024-02-22",
    "2024-02-26",
  ),
  row("п. 20", "decision_or_check_with_notice", "application_received", "2024-02-22", "2024-03-03"),
  row("п. 20", "decision_after_check", "application_received", "2024-02-22", "2024-03-23"),
  row("п. 15", "mfc_hands_over", "application_left_at_mfc", "2024-02-22", "2024-02-26"),
  row("п. 16", "signature_check", "application_registered", "2024-02-26", "2024-03-02"),
  row(
    "п. 18",
    "requests_prices_licence_snils",
    "application_registered",
    "2024-02-26",
    "2024-03-02",
  ),
  row(
    "п. 19",
    "requests_registration_residents",
    "application_registered",
    "2024-02-26",
    "2024-03-02",
  ),
  row("п. 16", "refusal_to_accept", "signature_check_done", "2024-02-27", "2024-03-01"),
  row("п. 20", "file_to_commission", "extra_check_decided", "2024-02-27", "2024-03-01"),
  row("п. 20", "extra_check", "extra_check_decided", "2024-02-27", "2024-03-13"),
  row("п. 22", "interview", "approval_notice_sent", "2024-02-20", "2024-03-01"),
  row("п. 25", "contract_concluded", "aid_approved", "2023-12-31", "2024-02-29"),
  row("п. 25", "head_signs_contract", "contract_signed_by_recipient", "2024-02-26", "2024-03-02"),
  row(
    "прил. 6 п. 4.1.1(1)",
    "employment_registration",
    "contract_concluded",
    "2024-02-15",
    "2024-03-06",
  ),
  row(
    "прил. 6 п. 4.1.2(4)",
    "business_costs_shown",
    "contract_concluded",
    "2024-02-27",
    "2024-03-01",
  ),
  row("п. 26", "first_payment_registered_before", "contract_concluded", "2024-02-27", "2024-03-05"),
  row("п. 26", "first_monthly_payment", "contract_concluded", "2024-01-31", "2024-02-01"),
  row("п. 26", "one_payment", "contract_concluded", "2023-12-05", "2024-01-26"),
  row(
    "прил. 6 п. 2.3",
    "one_payment_by_contract",
    "contract_concluded",
    "2023-12-05",
    "2024-01-01",
  ),
  row("п. 28", "first_report", "contract_concluded", "2024-01-31", "2024-02-14"),
  row("п. 26", "first_payment", "employment_registered", "2024-02-27", "2024-03-05"),
  row("п. 26", "training_fee_paid", "training_price_papers_given", "2024-01-31", "2024-03-01"),
  row("п. 28", "monthly_report", "reporting_month", "2023-12-31", "2024-01-14"),
  row("п. 26", "monthly_payment", "reporting_month", "2023-12-01", "2024-01-26"),
  row("п. 28", "report_checked", "report_received", "2024-02-20", "2024-03-01"),
  row("п. 34", "change_request", "valid_reason_arose", "2024-02-20", "2024-03-05"),
  row("п. 34", "change_decision", "change_request_received", "2024-02-20", "2024-03-01"),
  row("п. 34", "change_notice", "change_decided", "2024-01-31", "2024-02-05"),
  row("п. 34", "addendum_concluded", "change_decided", "2024-01-31", "2024-02-29"),
  row("п. 34", "change_interview", "change_notice_sent", "2024-02-20", "2024-03-01"),
  row("п. 34", "head_signs_addendum", "addendum_signed_by_recipient", "2024-02-20", "2024-03-01"),
  row("п. 36", "tell_about_change", "circumstances_changed", "2024-02-20", "2024-03-05"),
  row("п. 35", "early_end_decision", "ending_ground_established", "2024-02-20", "2024-03-01"),
  row("п. 37", "early_end_notice", "early_end_decided", "2024-02-26", "2024-03-02"),
  row("п. 37", "aid_stops", "ending_ground_arose", "2023-12-01", "2024-01-01"),
  row("п. 38", "overpaid_returned", "early_end_notice_received", "2024-01-31", "2024-03-01"),
  row("п. 36", "tell_business_stopped", "business_stopped", "2024-02-20", "2024-03-05"),
  row(
    "прил. 6 п. 4.1.2(8)",
    "business_money_returned",
    "business_stopped",
    "2024-01-31",
    "2024-03-01",
  ),
  row("п. 36", "tell_training_left", "training_left", "2024-02-20", "2024-03-05"),
  row(
    "прил. 6 п. 4.1.1(7)",
    "training_money_returned_job_search",
    "training_left",
    "2024-01-31",
    "2024-03-01",
  ),
  row(
    "прил. 6 п. 4.1.2(9)",
    "training_money_returned_business",
    "training_left",
    "2024-01-31",
    "2024-03-01",
  ),
  row(
    "прил. 6 п. 4.1.3(6)",
    "training_money_returned_farm",
    "training_left",
    "2024-01-31",
    "2024-03-01",
  ),
  row("п. 29", "conclusion", "contract_ends", "2024-03-15", "2024-03-15", "2024-02-16"),
  row("п. 28", "last_report", "contract_ends", "2024-03-15", "2024-04-14"),
  row("п. 30", "effectiveness_report", "contract_ends", "2023-10-31", "2024-02-29", "2024-02-01"),
  row("п. 30(1)", "incomes_after_end", "contract_ends", "2023-10-31", "2024-02-29", "2024-02-01"),
  row("п. 31(1)", "monitoring_job_search", "contract_ends", "2024-02-29", "2025-02-28"),
  row("п. 31(2)", "monitoring_business", "contract_ends", "2024-02-29", "2025-02-28"),
  row("п. 31(3)", "monitoring_farm", "contract_ends", "2024-03-15", "2025-03-15"),
  row("п. 31(4)", "monitoring_other", "contract_ends", "2024-03-15", "2025-03-15"),
  row(
    "прил. 6 п. 4.1.5(3)",
    "answers_on_living_conditions",
    "contract_ends",
    "2024-03-15",
    "2025-03-15",
  ),
  row("п. 39", "apply_again", "contract_ends", "2024-02-29", null, "2025-03-01"),
  row("п. 9", "job_search_again", "contract_ends", "2023-03-15", null, "2024-03-16"),
];
