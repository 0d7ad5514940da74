import { sql } from 'kysely'
import type { z } from 'zod'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { ImportOperations, importProgress } from '../../../kernel/register/exchange.ts'
import type { AnyRegister } from '../../../kernel/register/register.ts'
import { type Handler, query } from '../../operations/handler.ts'
import type { Transaction } from '../../operations/scope.ts'
import type { RegisterTables } from '../../registers/read/source.ts'

type Progress = z.output<typeof importProgress>
type Phase = Progress['phase']

export interface RowCounts {
  readonly rows_read: number
  readonly rows_mapped: number
  readonly rows_written: number
}

/**
 * Publishes the progress of an import, on a second connection, so that it can be read before the import commits. The
 * import never waits for it: what cannot be published at once is published with the next step or not at all.
 */
export class ProgressReport {
  readonly #tx: Pick<Transaction<RegisterTables>, 'aside' | 'actor' | 'sources'>
  readonly #register: AnyRegister
  readonly #id: string | undefined
  #telling: Promise<unknown> | undefined
  #next: [Phase, RowCounts] | undefined

  constructor(
    tx: Pick<Transaction<RegisterTables>, 'aside' | 'actor' | 'sources'>,
    register: AnyRegister,
    id: string | undefined,
  ) {
    this.#tx = tx
    this.#register = register
    this.#id = id
  }

  tell(phase: Phase, counts: RowCounts): void {
    if (this.#id === undefined) return
    if (this.#telling) {
      this.#next = [phase, counts]
      return
    }
    this.#telling = this.#write(this.#id, phase, counts)
      .catch(() => undefined)
      .then(() => {
        this.#telling = undefined
        const next = this.#next
        this.#next = undefined
        if (next) this.tell(...next)
      })
  }

  async #write(id: string, phase: Phase, counts: RowCounts): Promise<void> {
    const { organization_id, person_id } = this.#tx.actor
    const at = this.#tx.sources.now().toISOString()
    await this.#tx.aside(sql`
      with old as (delete from app.import_progress where at < ${at}::timestamptz - interval '1 hour')
      insert into app.import_progress (organization_id, id, person_id, register, phase, rows_read, rows_mapped, rows_written, at)
      values (${organization_id}, ${id}, ${person_id}, ${this.#register.name}, ${phase}, ${counts.rows_read}, ${counts.rows_mapped}, ${counts.rows_written}, ${at})
      on conflict (organization_id, id) do update
      set phase = excluded.phase, rows_read = excluded.rows_read, rows_mapped = excluded.rows_mapped,
        rows_written = excluded.rows_written, at = excluded.at
      where import_progress.person_id = excluded.person_id`)
  }
}

/** The progress of an import, for those who may import; any process of the product can answer. */
export function progressHandler(register: AnyRegister, operations: ImportOperations): Handler {
  return query<RegisterTables>()(operations.progress, async (scope, input) => {
    const [found] = await scope.rows<Progress>(sql`
      select id as progress_id, phase, rows_read, rows_mapped, rows_written, at from app.import_progress
      where id = ${input.progress_id} and register = ${register.name}`)
    if (found) return found
    throw new OperationError(
      'not-found',
      'Nothing is known of this import: it has not begun, or ended more than an hour ago.',
    )
  })
}
