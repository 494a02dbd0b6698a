const text = (value: string) => JSON.stringify(value);

/** Literals that no sender should write, some of which are no JSON. */
export const STRANGE_LITERALS: readonly string[] = [
  ...["null", "true", "false", "0", "-0", "-1", "0.5", "1e999", "-1e999", "1e308", "1e-320", "5e-324"],
  ...["9007199254740993", "18446744073709551616", "99999999999999999999999999999999", "2147483648", "-2147483649"],
  ...["1795330000", "1795330000000", "1795330000000000", "1795330000000000000", "253402300800000"],
  ...["NaN", "Infinity", "undefined", "01", ".5", "1.", "+1", "0x10", "1_000", "'single'", "tru", ""],
  ...['"\\ud800"', '"\\udc00\\ud800"', '"\\u0000"', '"a\\u0000b"', '"\\uffff"', '"\\x41"', '"open', '"\n"', '"\t"'],
  ...["", " ", "NaN", "null", "None", "undefined", "-1", "1e999", "0x10", "true", "[]", "{}", "[object Object]"].map(
    text,
  ),
  ...["2026-02-30T99:99:99Z", "2026-11-25", "0000-00-00T00:00:00Z", "+275760-09-13T00:00:00.001Z"].map(text),
  ...["1969-12-31T23:59:59Z", "9999-12-31T23:59:59.999999999Z", "2026-11-25T10:00:00+25:00"].map(text),
  ...["1795330000000000000", "-1795330000000000000", "99999999999999999999999", "１２３", "٣"].map(text),
  ...["%00", "%s%n", "../../etc/passwd", "'; drop table attempt; --", "\\", "\u202e", "ﷺ".repeat(40), "👩‍👩‍👧‍👦"].map(
    text,
  ),
  ...["e\u0301".repeat(50), "\u200b", "İ", "ß", "\ufeff", "\u2028", "a".repeat(129), "9".repeat(400)].map(text),
  ...["x".repeat(70_000), '{"a":'.repeat(50), "[".repeat(5_000), "{'a': ".repeat(40), "f(x=".repeat(40)].map(text),
  ...['{"__proto__":{"polluted":1}}', "{'cache_read': None", "data: {\ndata: [DONE]", "data: null\n\n"].map(text),
];

/** Names that mean something to JavaScript, or nothing to anybody. */
export const STRANGE_NAMES: readonly string[] = [
  ...["__proto__", "constructor", "prototype", "toString", "valueOf", "hasOwnProperty", "then", "toJSON", "length"],
  ...["", " ", "0", "-1", "\u0000", "\ud800", "a.b", "a[0]", "$ref", "🙂", "x".repeat(300)],
];
