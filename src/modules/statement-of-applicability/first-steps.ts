import { sql } from 'kysely'
import type { FirstStep, FirstStepStanding } from '../../platform/work/first-step.ts'

export const statementSteps: readonly FirstStep[] = [
  {
    name: 'start-statement',
    permission: 'soa:write',
    standing: sql<FirstStepStanding>`
      select exists (select from app.soa_row) as done, null::uuid as record_id`,
  },
]
