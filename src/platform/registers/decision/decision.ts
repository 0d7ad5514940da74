import type { RawBuilder, SqlBool } from 'kysely'
import type { AnyOperation } from '../../../kernel/contract/operation.ts'
import { transitionsFrom } from '../../../kernel/lifecycle/lifecycle.ts'
import { type AnyRegister, permissionFor, type RecordOf } from '../../../kernel/register/register.ts'
import type { RuleScope } from '../../operations/scope.ts'
import type { WorkViewer } from '../../work/work-source.ts'
import type { RegisterTables } from '../read/source.ts'
import type { WriteRules } from '../write/write-rules.ts'
import { isInvolved } from './authorship.ts'

type Row = RecordOf<AnyRegister> & Record<string, unknown>
type Scope = RuleScope<RegisterTables>

/** Something that stands in the way of a step on a record. */
export interface Obstacle {
  /** As a sentence goes on after "Nothing was changed:". */
  readonly reason: string
  /**
   * It lies in who asks: they wrote the record, or hold no appointment. Otherwise it lies in the record, and whoever may
   * take the step is told what is missing.
   */
  readonly barred: boolean
}

/** Says that the person who asks may not take a step, whatever the record holds. */
export const barred = (reason: string): Obstacle => ({ reason, barred: true })

/** Says what a record lacks for a step. */
export const lacking = (reason: string): Obstacle => ({ reason, barred: false })

/**
 * A decision about a record that is an operation of its own, because it is signed or takes an appointment. Declared
 * beside the rules of its register, so that pages offer it only to those who may take it, and My work holds it.
 */
export interface Decision<R extends AnyRegister = AnyRegister, Tables = RegisterTables> {
  /** `<register>.<verb>`. */
  readonly operation: AnyOperation
  /** The states in which it can be taken. */
  readonly from: readonly (keyof R['lifecycle']['states'] & string)[]
  /** What stands in its way for whoever asks; the operation itself refuses the same. */
  readonly obstacles: (scope: RuleScope<Tables>, record: RecordOf<R>) => Promise<readonly Obstacle[]>
  /**
   * Whether records in these states wait for the viewer, who holds the permission, is not their owner, and has written
   * nothing of them: their authority. Without it, the module has a source of its own for My work.
   */
  readonly waitsFor?: (viewer: WorkViewer) => RawBuilder<SqlBool>
}

/** The verb of an operation on a record: `approve` of `risk-criteria.approve`. */
export const verbOf = ({ name }: AnyOperation): string => name.slice(name.lastIndexOf('.') + 1)

const asObstacle = (answer: string | Obstacle | undefined): Obstacle[] =>
  answer === undefined ? [] : [typeof answer === 'string' ? lacking(answer) : answer]

/** What stands in the way of the actor moving a record along now: that they wrote it, or what its module asks for. */
export async function obstaclesTo(
  register: AnyRegister,
  scope: Scope,
  record: Row,
  verb: string,
  rules: WriteRules,
): Promise<readonly Obstacle[]> {
  const declared = register.lifecycle.transitions[verb]
  if (declared?.separate && (await isInvolved(register, scope, record, declared.to)))
    return [barred('the owner and the authors of a record do not decide about it. Ask someone else.')]
  return asObstacle(await rules.guards?.[verb]?.(scope, record))
}

/** A step that the actor's permissions reach on a record in its state, with what stands in its way. */
export interface Step {
  readonly verb: string
  readonly obstacles: readonly Obstacle[]
}

/** Every step that leads on from a record's state and that the actor's permissions reach. */
export async function stepsOn(
  register: AnyRegister,
  scope: Scope,
  record: Row,
  rules: WriteRules,
): Promise<Step[]> {
  if (record.archived_at !== null) return []
  const reaches = (permission: `${string}:${string}`) => {
    const reach = scope.reachOf(permission)
    return reach === 'all' || (reach === 'own' && record.owner_id === scope.actor.person_id)
  }
  const steps: Step[] = []
  for (const [verb, { permit }] of transitionsFrom(register.lifecycle, record.state))
    if (reaches(permissionFor(register, permit)))
      steps.push({ verb, obstacles: await obstaclesTo(register, scope, record, verb, rules) })
  for (const { operation, from, obstacles } of rules.decisions ?? [])
    if (from.includes(record.state) && reaches(operation.permission))
      steps.push({ verb: verbOf(operation), obstacles: await obstacles(scope, record) })
  return steps
}
