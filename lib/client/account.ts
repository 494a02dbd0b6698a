import { apiErrorOf } from "./api-error";

/** Changes something of one's own account; throws ApiError where it is refused. */
export async function sendAccount(
  method: "POST" | "DELETE",
  path: "confirm" | "password" | "sessions" | `sessions/${string}`,
  body?: object,
): Promise<void> {
  const response = await fetch(`/api/v1/account/${path}`, {
    method,
    headers: { accept: "application/json", "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw await apiErrorOf(response);
}
