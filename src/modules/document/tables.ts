import type { RecordOf } from '../../kernel/register/register.ts'
import type { policy } from './policy.ts'

/** The tables this module owns; its handlers can touch no other. */
export interface DocumentTables {
  'app.policy': RecordOf<typeof policy> & {
    organization_id: string
  }
}
