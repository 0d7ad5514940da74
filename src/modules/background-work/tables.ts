/** The books that the platform keeps about jobs; this module only reads them. */
export interface BackgroundWorkTables {
  readonly 'job.run': {
    readonly organization_id: string
    readonly job: string
    readonly next_run_at: string
    readonly ran_at: string | null
    readonly did_at: string | null
    readonly failed_at: string | null
    readonly failure: string | null
    readonly failures: number
  }
}
