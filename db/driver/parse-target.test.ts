import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nameOfHost, parseTarget } from "./parse-target";
import { UnfitDatabase } from "./unfit-database";

test.each([
  ["postgres://h/d", ["h:5432"]],
  ["postgresql://u:p@h:6000/d", ["h:6000"]],
  ["postgres://u:p@a:1,b,c:3/d", ["a:1", "b:5432", "c:3"]],
  ["postgres://u@[::1]:1,[fe80::2]/d", ["[::1]:1", "[fe80::2]:5432"]],
  ["postgres://u@%2Frun%2Fpostgresql/d", ["/run/postgresql/.s.PGSQL.5432"]],
  ["postgres:///d?host=/tmp&port=6432", ["/tmp/.s.PGSQL.6432"]],
  ["postgres:///d?host=a,b&port=1,2", ["a:1", "b:2"]],
  ["postgres:///d?host=a,b&port=7", ["a:7", "b:7"]],
  ["postgres:///d", ["localhost:5432"]],
])("%s leads to %j", (url, hosts) => {
  expect(parseTarget(url).hosts.map(nameOfHost)).toEqual(hosts);
});

test("who logs in where is read whatever stands in it", () => {
  expect(parseTarget("postgres://us%40er:p%3Aa%2Fs@s%25@h/da%20ta")).toMatchObject({
    user: "us@er",
    password: "p:a/s@s%",
    database: "da ta",
  });
  expect(parseTarget("postgres://h/d")).toMatchObject({ user: undefined, password: undefined });
});

test("several hosts are asked for the one to write to, a single one for nothing, unless the URL says otherwise", () => {
  expect(parseTarget("postgres://a/d").sessionAttrs).toBe("any");
  expect(parseTarget("postgres://a,b/d").sessionAttrs).toBe("read-write");
  expect(parseTarget("postgres://a,b/d?target_session_attrs=any").sessionAttrs).toBe("any");
});

test("TLS is verified wherever it is used, unless the URL says otherwise", () => {
  const tls = (query: string) => {
    const { use, verify } = parseTarget(`postgres://a/d${query}`).tls;
    return `${use}, ${verify}`;
  };
  expect(tls("")).toBe("never, full");
  for (const mode of ["require", "verify-full", "true"]) expect(tls(`?sslmode=${mode}`)).toBe("always, full");
  expect(tls("?ssl=true")).toBe("always, full");
  for (const mode of ["prefer", "allow"]) expect(tls(`?sslmode=${mode}`)).toBe("offered, full");
  expect(tls("?sslmode=verify-ca")).toBe("always, authority");
  expect(tls("?sslmode=no-verify")).toBe("always, nothing");
  expect(tls("?sslrootcert=system")).toBe("always, full");
  expect(tls("?sslmode=disable&sslrootcert=/nowhere")).toBe("never, full");
});

test("files are read, and what is for the server is left for it", () => {
  const file = join(tmpdir(), `authority-${process.pid}.crt`);
  writeFileSync(file, "pem");
  const target = parseTarget(
    `postgres://a/d?sslrootcert=${file}&search_path=x%2Cy&application_name=n&gssencmode=disable`,
  );
  expect(target.tls.material.ca?.toString()).toBe("pem");
  expect(target.settings).toEqual({ search_path: "x,y" });
  expect(target.applicationName).toBe("n");
});

test.each([
  ["http://h/d", "must look like"],
  ["postgres://h:port/d", "a host that cannot be read: h:port"],
  ["postgres://a:1:2/d", "a host that cannot be read"],
  ["postgres://a:99999/d", "a host that cannot be read"],
  ["postgres://u:100%@h/d", "write %25"],
  ["postgres://h/d?sslmode=maybe", "sslmode=maybe must be one of disable,"],
  [
    "postgres://h/d?sslmode=require&sslrootcert=/nowhere/a.crt",
    "sslrootcert=/nowhere/a.crt in the database's URL cannot be read (ENOENT)",
  ],
  ["postgres://h/d?target_session_attrs=best", "target_session_attrs=best must be one of any,"],
  ["postgres://h/d?connect_timeout=-1", "connect_timeout=-1"],
  ["postgres://h/d?channel_binding=require", "channel_binding=require"],
  ["postgres://h/d?sslnegotiation=later", "sslnegotiation=later"],
  ["postgres://h/d?a%20b=1", "what cannot be a setting: a b"],
])("%s is refused in one line that says why", (url, why) => {
  expect(() => parseTarget(url)).toThrow(UnfitDatabase);
  expect(() => parseTarget(url)).toThrow(why);
});
