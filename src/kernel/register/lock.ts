/** Which records a lock keeps, as answers say it. */
export interface KeptRecords {
  /** Null: in every state. */
  readonly states: readonly string[] | null
  /** Only those of which this field holds true or a value; null: all. */
  readonly when: string | null
}

interface Kept extends Readonly<Record<string, unknown>> {
  readonly state: string
}

const holdsSomething = (value: unknown) => value !== undefined && value !== null && value !== false

/** Whether a lock keeps a record as it stands. */
export const keepsRecord = ({ states, when }: KeptRecords, record: Kept): boolean =>
  (states?.includes(record.state) ?? true) && (when === null || holdsSomething(record[when]))
