/** Keys of upstreams by the name of their variable. */
export type UpstreamKeys = Readonly<Record<string, string>>;

const PREFIX = "SWITCHYARD_UPSTREAM_KEY_";

/** The variables that have keys of upstreams: those of this prefix and no other, so that nothing else can be sent as one. */
export function upstreamKeysOf(given: Readonly<Record<string, string | undefined>>): UpstreamKeys {
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => {
      // A file that is read into a variable often ends with a line break, which no header may have.
      const key = value?.trim() ?? "";
      return name.startsWith(PREFIX) && key !== "" ? [[name, key]] : [];
    }),
  );
}
