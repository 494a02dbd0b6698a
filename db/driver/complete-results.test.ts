import fc from "fast-check";
import { expect, test } from "vitest";
import { ResultStream } from "./complete-results";
import { Copies } from "./copies";
import { errorFields, MessageCutter, READY } from "./messages";

const message = (type: string, body: string) => {
  const bytes = Buffer.alloc(5 + body.length);
  bytes.write(type);
  bytes.writeInt32BE(4 + body.length, 1);
  bytes.write(body, 5, "latin1");
  return bytes;
};
const row = message("D", "\0\x01\0\0\0\x017");
const complete = message("C", "SELECT 1\0");
const failed = message("E", "SERROR\0VERROR\0C57014\0Mcancelled\0\0");
const fatal = message("E", "SFATAL\0VFATAL\0C57P01\0Mgone\0\0");
const notice = message("N", "SNOTICE\0Mhm\0\0");
const kinds = { row, complete, failed, fatal, notice, ready: READY };
const types = (bytes: Buffer) => new MessageCutter().take(bytes).map((one) => String.fromCharCode(one[0] ?? 0));

test("however the stream is cut, rows are completed before an error, an error that ends the session is left out, and all else is the same", () => {
  const stream = fc.array(fc.constantFrom(...(Object.keys(kinds) as (keyof typeof kinds)[])), { maxLength: 30 });
  fc.assert(
    fc.property(stream, fc.array(fc.nat(40), { minLength: 1 }), (names, cuts) => {
      const session = { isOutOfStep: false };
      const results = new ResultStream(session, new Copies());
      const bytes = Buffer.concat(names.map((name) => kinds[name]));
      const passed: Uint8Array[] = [];
      for (let at = 0, cut = 0; at < bytes.length; cut++) {
        const end = at + 1 + (cuts[cut % cuts.length] ?? 0);
        passed.push(...results.take(bytes.subarray(at, end)));
        at = end;
      }
      passed.push(...results.end());

      const expected: string[] = [];
      let hasRows = false;
      let isOutOfStep = false;
      for (const name of names) {
        if (name === "fatal") continue;
        if (name === "failed" && hasRows) {
          expected.push("C");
          isOutOfStep = true;
        }
        if (name === "row") hasRows = true;
        if (name === "complete" || name === "failed") hasRows = false;
        expected.push(String.fromCharCode(kinds[name][0] ?? 0));
      }
      if (hasRows) expected.push("C");
      expect(types(Buffer.concat(passed))).toEqual(expected);
      expect(session.isOutOfStep).toBe(isOutOfStep);
    }),
  );
});

test("a connection that ends amid a row ends the row with nulls and the rows with it", () => {
  const results = new ResultStream({ isOutOfStep: false }, new Copies());
  const passed = [...results.take(row), ...results.take(row.subarray(0, 8)), ...results.end()];
  expect(types(Buffer.concat(passed))).toEqual(["D", "D", "C"]);
});

test("what is not PostgreSQL's protocol is refused, and an error's fields are read by their letters", () => {
  expect(() => new ResultStream({ isOutOfStep: false }, new Copies()).take(Buffer.from("Z\0\0\0\0I"))).toThrow(
    "protocol",
  );
  expect(() => new MessageCutter().take(Buffer.from("HTTP/"))).not.toThrow();
  expect(Object.fromEntries(errorFields(failed))).toEqual({ S: "ERROR", V: "ERROR", C: "57014", M: "cancelled" });
});
