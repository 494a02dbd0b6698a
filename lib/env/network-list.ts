import { isIP } from "node:net";
import { z } from "zod";

/** Values separated by commas; none where it is empty. */
export const commaList = z
  .string()
  .default("")
  .transform((text) => text.split(",").flatMap((entry) => entry.trim() || []));

/** Addresses and networks. */
export const networkList = commaList.refine(
  (all) => all.every(isNetwork),
  "must be addresses, networks such as 10.0.0.0/8, loopback or private, separated by commas",
);

function isNetwork(text: string): boolean {
  if (text === "loopback" || text === "private") return true;
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
