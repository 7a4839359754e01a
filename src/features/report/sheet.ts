/**
 * What the official report is made of (прил. 2 to прил. 6 of the Krasnoyarsk procedure): plain data, from
 * the chat or from a file. Days are "YYYY-MM-DD", money is integer kopecks.
 */
export interface ReportSheet {
  /** Code of the programme; with the day of the contract it says which edition's form is printed. */
  readonly programme: string;
  readonly contract: { readonly number: string; readonly on: string };
  /** The days of the reporting month that the contract covers. */
  readonly period: { readonly from: string; readonly to: string };
  /** null: left blank, to be written by hand. */
  readonly name: string | null;
  /** The day that stands beside the signature; null: left blank, to be written by hand. */
  readonly signedOn: string | null;
  readonly done: readonly { readonly activity: string; readonly measures: string }[];
  readonly spending: readonly {
    readonly activity: string;
    readonly item: string;
    readonly kopecks: number;
  }[];
  readonly notDone: readonly { readonly activity: string; readonly reason: string }[];
  /** null: nothing was written. */
  readonly results: string | null;
  readonly attachments: readonly { readonly name: string; readonly count: number }[];
}
