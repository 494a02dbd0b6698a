import type { Role } from "@/lib/contract/people";

/** The roles as a person chooses between them. */
export const ROLE_OPTIONS: { value: Role; label: string }[] = [
  { value: "viewer", label: "Viewer" },
  { value: "finance", label: "Finance" },
  { value: "admin", label: "Admin" },
];
