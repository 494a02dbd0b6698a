import { execFile } from "node:child_process";
import { chmod, chown, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { serverUser } from "../embedded/server-user";

const run = promisify(execFile);
const DAYS = ["-days", "2"];
const KEY = ["-newkey", "rsa:2048", "-noenc"];

export type Certificates = {
  /** The private authority's own certificate, which a client is to trust. */
  authority: string;
  /** One of an authority that signed nothing here. */
  stranger: string;
  /** For the server, whose user alone may read the key. */
  settings: { ssl: string; ssl_cert_file: string; ssl_key_file: string };
  remove: () => Promise<void>;
};

/** A private authority and a server's certificate for some names, made by openssl for one test. */
export async function makeCertificates(names: readonly string[]): Promise<Certificates> {
  const folder = await mkdtemp(join(tmpdir(), "switchyard-tls-"));
  await chmod(folder, 0o755);
  const at = (name: string) => join(folder, name);
  for (const name of ["authority", "stranger"]) {
    await run("openssl", [
      ...["req", "-x509", ...KEY, ...DAYS, "-subj", `/CN=${name} of a test`],
      ...["-keyout", at(`${name}.key`), "-out", at(`${name}.crt`)],
    ]);
  }
  await run("openssl", ["req", ...KEY, "-subj", "/CN=database", "-keyout", at("server.key"), "-out", at("server.csr")]);
  await writeFile(at("names"), `subjectAltName=${names.join(",")}`);
  await run("openssl", [
    ...["x509", "-req", ...DAYS, "-in", at("server.csr"), "-CA", at("authority.crt"), "-CAkey", at("authority.key")],
    ...["-CAcreateserial", "-extfile", at("names"), "-out", at("server.crt")],
  ]);
  const user = await serverUser();
  if (user) await chown(at("server.key"), user.uid, user.gid);
  return {
    authority: at("authority.crt"),
    stranger: at("stranger.crt"),
    settings: { ssl: "on", ssl_cert_file: at("server.crt"), ssl_key_file: at("server.key") },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
