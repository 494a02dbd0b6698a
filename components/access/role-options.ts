import type { Role } from "@/lib/contract/users";

/** The roles as a user chooses between them. */
export const ROLE_OPTIONS: { value: Role; label: string }[] = [
  { value: "viewer", label: "Viewer" },
  { value: "finance", label: "Finance" },
  { value: "admin", label: "Admin" },
];
