import { expect, test } from "vitest";
import { csvOf } from "./table-export.ts";

test("a table has nothing that a spreadsheet takes for a formula", () => {
  expect(csvOf([["=1+1", "+1", "-1", "@a", "\tx", 'a "b", c']])).toBe(`'=1+1,'+1,'-1,'@a,'\tx,"a ""b"", c"\r\n`);
});

test("a line break within a cell ends no row", () => {
  expect(csvOf([["a\nb", "c\rd", "e\r\nf", "g"]])).toBe('"a\nb","c\rd","e\r\nf",g\r\n');
});
