import { expect, test } from "vitest";
import { headerList } from "./header-list";

test.each([
  ["gzip, br;q=0.5,deflate", ["gzip", "br;q=0.5", "deflate"]],
  ['"a,b", W/"c"', ['"a,b"', 'W/"c"']],
  [" , ,x,, ", ["x"]],
  ['"never closed, x', ['"never closed, x']],
  [
    ["1.2.3.4", "5.6.7.8, 9.9.9.9"],
    ["1.2.3.4", "5.6.7.8", "9.9.9.9"],
  ],
  ["", []],
  [null, []],
  [undefined, []],
])("%j is the list %j", (value, elements) => {
  expect(headerList(value)).toEqual(elements);
});
