import type { RecordOf } from '../../kernel/register/register.ts'
import type { SpineTables } from '../../platform/registers/spine.ts'
import type { Cause } from '../../platform/work/work-source.ts'
import type { obligation } from './obligation.ts'

interface Tenant {
  organization_id: string
}

/** What an obligation keeps beyond the fields people see. */
interface Terms {
  /** Null for obligations made by hand. */
  cause: Cause | null
  /** The operation that alone fulfils it; null when people complete it. */
  fulfilled_by: string | null
  /** Misses of the cadence in a row before this turn. */
  missed_before: number
  escalation_after_days: number[]
  /** Assigned to whoever owns the subject, until a manager assigns it to somebody else. */
  follows_owner: boolean
}

export type ObligationRow = Tenant & RecordOf<typeof obligation> & Terms

/** The tables this module owns, and the spine to join. */
export interface ObligationTables extends SpineTables {
  'app.obligation': ObligationRow
  /** One row for an organization, whose id it has. */
  'app.cadence_catch_up': Tenant & { id: string; ground_hash: string; caught_up_at: string }
  /** One row for an organization that said when it does not work; its id is the organization's. */
  'app.working_calendar': Tenant & {
    id: string
    weekend: number[]
    holidays: string[]
    updated_at: string
    updated_by: string | null
  }
}
