import type { RecordOf } from '../../kernel/register/register.ts'
import type { scopeStatement } from './scope-statement.ts'

/** The tables this module owns; its handlers can touch no other. */
export interface ContextTables {
  'app.scope_statement': RecordOf<typeof scopeStatement> & {
    organization_id: string
  }
}
