import type { RecordOf } from '../../kernel/register/register.ts'
import type { control } from './control.ts'

/** The tables this module owns; its handlers can touch no other. */
export interface ControlTables {
  'app.control': RecordOf<typeof control> & { organization_id: string }
}
