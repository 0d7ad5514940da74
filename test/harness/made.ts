/** What tests need of a record that an operation answered. */
export interface Made {
  readonly id: string
  readonly version: number
  readonly state: string
}
