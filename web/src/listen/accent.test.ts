import assert from "node:assert/strict";
import { test } from "node:test";
import { accented } from "./accent";
import cases from "../../../internal/listen/testdata/accents.json";

test("pronunciations of other speakers are those of the program", () => {
  for (const [phones, other] of Object.entries(cases)) assert.equal(accented(phones), other, phones);
});
