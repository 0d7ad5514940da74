import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { OperationError } from '../../../kernel/contract/error.ts'
import type { EditionOperations, EditionRegister } from '../../../kernel/register/edition.ts'
import type { Fields } from '../../../kernel/register/field.ts'
import type { AnyRegister, RecordOf } from '../../../kernel/register/register.ts'
import { command, type Handler, query } from '../../operations/handler.ts'
import type { PersonalScope, RuleScope, SharedScope } from '../../operations/scope.ts'
import { sign } from '../../signature/sign.ts'
import { todayIn } from '../../work/today.ts'
import type { WorkViewer } from '../../work/work-source.ts'
import { isInvolved } from '../decision/authorship.ts'
import { barred, lacking, type Obstacle } from '../decision/decision.ts'
import { type RowOf, readRecord } from '../read/read.ts'
import { tableOf } from '../read/source.ts'
import type { Lock } from '../write/lock.ts'
import { updateRecord } from '../write/write.ts'
import type { WriteRules } from '../write/write-rules.ts'

/** Authority to decide that a permission alone does not give. */
export interface Authority {
  /** Why the actor does not have it today, as a sentence goes on; undefined when they do. */
  readonly missing: (scope: PersonalScope) => Promise<string | undefined>
  /** In a query of what waits for somebody: whether they have it today. */
  readonly heldBy: (viewer: WorkViewer) => RawBuilder<SqlBool>
}

/** What a module says about approving the editions of its register. */
interface Approval<R extends AnyRegister, Tables> {
  readonly operations: EditionOperations
  readonly authority: Authority
  /** What an edition lacks before anyone may decide about it, as a sentence goes on; undefined when it is whole. */
  readonly gap: (scope: RuleScope<Tables>, one: RecordOf<R>) => Promise<string | undefined>
  /** What approving it signs: what is decided, and which edition that replaces. It names no person. */
  readonly statement: (
    scope: SharedScope,
    one: RecordOf<R>,
    replaced: RecordOf<R> | undefined,
  ) => Promise<string>
  /** What the server decides on approval beside the state, the day and the signer, such as a number that counts. */
  readonly decided?: (replaced: RecordOf<R> | undefined) => Partial<RecordOf<R>>
}

/** Nothing changes an edition but before it is put up for a decision. */
export const editionLocks: readonly Lock[] = [
  { in: ['in_review'], because: 'this edition is in review. Return it to draft first.' },
  { in: ['approved', 'superseded'], because: 'an approved edition does not change. Draft a new one.' },
]

/** The edition in force. One at a time is: an index of the register's table says so. */
async function inForce<R extends AnyRegister>(
  register: R,
  scope: PersonalScope,
): Promise<RowOf<R> | undefined> {
  const [found] = await scope.rows<{ id: string }>(
    sql`select id from ${tableOf(register)} where state = 'approved' and archived_at is null`,
  )
  return found && (await readRecord(register, { ...scope, reach: 'all' }, found.id))
}

/**
 * The approval of editions by signature: what keeps a draft from being put up, who may approve, and what follows. The
 * approved edition is in force, and the one before is superseded.
 */
export const approveEditions =
  <Tables>() =>
  <Name extends string, F extends Fields>(
    register: EditionRegister<Name, F>,
    { operations, authority, gap, statement, decided }: Approval<EditionRegister<Name, F>, Tables>,
  ): {
    readonly rules: WriteRules<EditionRegister<Name, F>, Tables>
    readonly handlers: readonly Handler[]
  } => {
    type Edition = RecordOf<EditionRegister<Name, F>>
    /** First what the edition lacks, then what lies in the person who asks. */
    const obstacles = async (scope: RuleScope<Tables>, one: Edition): Promise<Obstacle[]> => {
      const found: Obstacle[] = []
      if (one.archived_at) found.push(lacking('it is archived. Restore it first.'))
      if (one.state !== 'in_review')
        found.push(lacking(`an edition in state ${one.state} cannot be approved. Submit it first.`))
      const missing = await gap(scope, one)
      if (missing) found.push(lacking(missing))
      if (await isInvolved(register, scope, one, 'approved'))
        found.push(barred('the owner and the authors of an edition do not approve it. Ask someone else.'))
      const unauthorized = await authority.missing(scope)
      if (unauthorized) found.push(barred(unauthorized))
      return found
    }

    const approval = query<Tables>()(operations.approval, async (scope, input) => {
      const one = await readRecord(register, scope, input.id)
      const found = (await obstacles(scope, one)).map(({ reason }) => reason)
      if (!scope.reachOf(operations.approve.permission)) found.push('your role does not approve it.')
      return {
        statement: await statement(scope, one, await inForce(register, scope)),
        version: one.version,
        obstacles: found,
      }
    })

    const approve = command<Tables>()(operations.approve, async (tx, input) => {
      const one = await readRecord(register, tx, input.id)
      const [obstacle] = await obstacles(tx, one)
      if (obstacle) throw new OperationError('refused-by-rule', `Nothing was approved: ${obstacle.reason}`)
      const replaced = await inForce(register, tx)
      const event = `${register.name}.approved` as const
      await sign(tx, {
        meaning: event,
        statement: await statement(tx, one, replaced),
        record_id: one.id,
        record_version: input.expected_version,
        given: input.signature,
      })
      if (replaced) await updateRecord(register, tx, replaced.id, replaced.version, { state: 'superseded' })
      const approved = await updateRecord(register, tx, one.id, input.expected_version, {
        ...decided?.(replaced),
        state: 'approved',
        approved_on: await todayIn(tx),
        approved_by_id: tx.actor.person_id,
      })
      return tx.record({ event, record_id: one.id, detail: { replaces_id: replaced?.id ?? null } }, approved)
    })

    const rules: WriteRules<EditionRegister<Name, F>, Tables> = {
      locks: editionLocks,
      guards: { submit: gap },
      decisions: [
        {
          operation: operations.approve,
          from: ['in_review'],
          obstacles,
          waitsFor: authority.heldBy,
        },
      ],
    }
    return { rules, handlers: [approval, approve] }
  }
