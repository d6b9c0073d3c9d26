// The content of a plot, for the page and for the code that draws it.

import { day } from "../i18n/index";

export interface PlotProps {
  title: string;
  about?: string;
  /** the places of the values on the x axis, ascending: YYYY-MM-DD, or keys that name formats */
  at: string[];
  values: number[];
  show: (n: number) => string;
  column: string;
  /** formats a place that is not a day */
  name?: (at: string) => string;
  heading?: string;
  /** the index of a place to mark, and its label */
  mark?: { i: number; says: string };
  bars?: boolean;
  range?: [number, number];
}

/** Returns the label of place number i. */
export const nameOf = (p: PlotProps, i: number) => (p.name ?? day)(p.at[i]!);
