import type { FieldValue, FieldChange, RowOutcome } from '../tables/import-target.ts';
