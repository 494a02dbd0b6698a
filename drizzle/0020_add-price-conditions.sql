ALTER TABLE "price" ADD COLUMN "input_only" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "price" ADD COLUMN "leaves_out_fees" boolean DEFAULT false NOT NULL;