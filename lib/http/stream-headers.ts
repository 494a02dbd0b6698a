/**
 * What an answer that comes in pieces carries, so that each piece arrives when it is sent: nobody on the way may compress
 * it, and nginx, which buffers answers by default, passes it on.
 */
export function streamHeaders(contentType: string): Record<string, string> {
  return { "content-type": contentType, "cache-control": "no-store, no-transform", "x-accel-buffering": "no" };
}
