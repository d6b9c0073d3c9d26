// The keys that every language of the page must have: those of en.ts.

import type { en } from "./en";

type Plural = { one: string; other: string };
export type Key = keyof typeof en;
export type Strings = { [K in Key]: (typeof en)[K] extends string ? string : Plural };
