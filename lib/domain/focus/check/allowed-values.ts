/** What the specification allows in a column, by its name. */
export const ALLOWED_VALUES: Readonly<Record<string, readonly string[]>> = {
  ChargeCategory: ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
  ChargeClass: ["Correction"],
  ChargeFrequency: ["One-Time", "Recurring", "Usage-Based"],
  PricingCategory: ["Standard", "Dynamic", "Committed", "Other"],
  CapacityReservationStatus: ["Used", "Unused"],
  CommitmentDiscountCategory: ["Spend", "Usage"],
  CommitmentDiscountStatus: ["Used", "Unused"],
  BillingPeriodStatus: ["Open", "Closed"],
  InvoiceIssueStatus: ["Open", "Issued", "Voided"],
};

const other = (category: string, ...subcategories: string[]): readonly [string, readonly string[]] => [
  category,
  [...subcategories, `Other (${category})`],
];

/** Each service category with its subcategories. */
export const SERVICE_CATEGORIES: ReadonlyMap<string, readonly string[]> = new Map([
  other(
    "AI and Machine Learning",
    ...["AI Platforms", "Bots", "Generative AI", "Machine Learning", "Natural Language Processing"],
  ),
  other(
    "Analytics",
    ...["Analytics Platforms", "Business Intelligence", "Data Processing", "Search", "Streaming Analytics"],
  ),
  other("Business Applications", "Productivity and Collaboration"),
  other("Compute", "Containers", "End User Computing", "Quantum Compute", "Serverless Compute", "Virtual Machines"),
  other(
    "Databases",
    ...["Caching", "Data Warehouses", "Ledger Databases", "NoSQL Databases", "Relational Databases"],
    "Time Series Databases",
  ),
  other(
    "Developer Tools",
    ...["Developer Platforms", "Continuous Integration and Deployment", "Development Environments"],
    ...["Source Code Management", "Quality Assurance"],
  ),
  other("Identity", "Identity and Access Management"),
  other("Integration", "API Management", "Messaging", "Workflow Orchestration"),
  other("Internet of Things", "IoT Analytics", "IoT Platforms"),
  other(
    "Management and Governance",
    ...["Architecture", "Compliance", "Cost Management", "Data Governance", "Disaster Recovery", "Endpoint Management"],
    ...["Observability", "Support"],
  ),
  other("Media", "Content Creation", "Gaming", "Media Streaming", "Mixed Reality"),
  other("Migration", "Data Migration", "Resource Migration"),
  other("Mobile"),
  other("Multicloud", "Multicloud Integration"),
  other(
    "Networking",
    ...["Application Networking", "Content Delivery", "Network Connectivity", "Network Infrastructure"],
    ...["Network Routing", "Network Security"],
  ),
  other("Security", "Secret Management", "Security Posture Management", "Threat Detection and Response"),
  other("Storage", "Backup Storage", "Block Storage", "File Storage", "Object Storage", "Storage Platforms"),
  other("Web", "Application Platforms"),
  ["Other", ["Other (Other)"]],
]);
