/** The address of a model's screen; names may hold slashes. */
export function modelHref(model: string): string {
  return `/models/${encodeURIComponent(model)}`;
}
