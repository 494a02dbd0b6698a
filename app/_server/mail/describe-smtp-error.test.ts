import { expect, test } from "vitest";
import { describeSmtpError } from "./describe-smtp-error";

test.each([
  [{ code: "EENVELOPE", responseCode: 550, response: "550 No such user" }, true, "answered: 550 No such user"],
  [{ code: "EMESSAGE", responseCode: 552, response: "552 Too\r\nlarge" }, true, "552 Too large"],
  [{ code: "EENVELOPE", responseCode: 451, response: "451 Later" }, false, "451 Later"],
  [{ code: "EAUTH", responseCode: 535, response: "535 Wrong" }, false, "refused the user or password: 535 Wrong"],
  [{ code: "ETLS" }, false, "certificate"],
  [{ code: "EDNS" }, false, "name is not known"],
  [{ code: "EODD" }, false, "EODD"],
  ["text", false, "UNKNOWN"],
])("%o is final: %s", (error, isFinal, message) => {
  const described = describeSmtpError(error);

  expect(described.isFinal).toBe(isFinal);
  expect(described.message).toContain(message);
});

test("a long answer is cut", () => {
  expect(describeSmtpError({ code: "EMESSAGE", response: "x".repeat(10_000) }).message.length).toBeLessThan(600);
});
