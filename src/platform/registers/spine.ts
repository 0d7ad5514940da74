/**
 * The spine: one row for each record of any register, written by triggers only. A module may join it to its own tables
 * to show what a record is called, where it stands and who owns it.
 */
export interface SpineTables {
  readonly 'app.record': {
    readonly organization_id: string
    readonly id: string
    readonly register: string
    readonly title: string
    readonly state: string
    readonly owner_id: string | null
    readonly version: number
    readonly archived: boolean
    readonly updated_at: string
  }
}
