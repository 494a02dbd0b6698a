/** Who can sign in to the demo, and how; nowhere else do these people exist. */
export const DEMO_USERS = [
  {
    role: "viewer",
    name: "Ada (architect)",
    email: "viewer@demo.switchyard.local",
    password: "viewer-sees-all-models",
  },
  {
    role: "finance",
    name: "Finn (finance)",
    email: "finance@demo.switchyard.local",
    password: "finance-counts-dollars",
  },
  { role: "admin", name: "Amira (admin)", email: "admin@demo.switchyard.local", password: "admin-keeps-the-points" },
] as const;

export const DEMO_FINANCE_EMAIL = DEMO_USERS[1].email;
export const DEMO_ADMIN_EMAIL = DEMO_USERS[2].email;
