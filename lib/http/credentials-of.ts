/**
 * What an Authorization header carries under this scheme, or undefined where it carries nothing under it.
 *
 * The one reader of that header: whoever asks whether there is a bearer key gets the answer that finds the key itself.
 */
export function credentialsOf(
  authorization: string | null | undefined,
  scheme: "bearer" | "basic",
): string | undefined {
  const text = (authorization ?? "").trim();
  const rest = text.slice(scheme.length);
  if (text.slice(0, scheme.length).toLowerCase() !== scheme) return undefined;
  const credentials = rest.trimStart();
  return credentials === "" || credentials.length === rest.length ? undefined : credentials;
}
