// What a plot shows, for the page and for what draws it.

import { day } from "../i18n/index";

export interface PlotProps {
  title: string;
  about?: string;
  /** where the values stand, ascending: YYYY-MM-DD, or what name can name */
  at: string[];
  values: number[];
  show: (n: number) => string;
  column: string;
  /** of what at holds, where that is not days */
  name?: (at: string) => string;
  heading?: string;
  /** the one place that is pointed out, and how it is called */
  mark?: { i: number; says: string };
  bars?: boolean;
  range?: [number, number];
}

/** How the place number i is called. */
export const nameOf = (p: PlotProps, i: number) => (p.name ?? day)(p.at[i]!);
