import { type Role, roles } from '../../src/kernel/access/role.ts'
import type { AnyOperation } from '../../src/kernel/contract/operation.ts'
import { modules } from '../../src/modules/index.ts'
import type { Actor } from '../../src/platform/operations/scope.ts'
import type { TestOrganization, TestProduct } from './organization.ts'
import { standardInput } from './sample/samples.ts'
import { specialInput } from './sample/special-samples.ts'

const registers = new Map(
  modules
    .flatMap((module) => module.registers.map(({ register }) => register))
    .map((register) => [register.name, register]),
)

/** Someone who may prepare any record, to test an operation on it. */
export const preparer = ({ actors }: TestOrganization): Actor => ({
  ...actors.administrator,
  roles: [...roles],
})

/** Someone else, for decisions that the author may not take. */
const decider = ({ actors }: TestOrganization): Actor => ({
  ...actors['internal-auditor'],
  roles: [...roles],
})

/** A role that grants the operation on every record. */
export function holdingRole({ runner }: TestProduct, operation: AnyOperation): Role {
  const role = roles.find((one) => runner.grants[operation.permission]?.[one] === 'all')
  if (!role) throw new Error(`Nobody holds ${operation.permission}.`)
  return role
}

/** Input that an operation accepts, for records that were made for it. */
export async function validInput(
  product: TestProduct,
  organization: TestOrganization,
  operation: AnyOperation,
): Promise<Record<string, unknown>> {
  const [subject = '', verb = ''] = operation.name.split('.')
  const register = registers.get(subject)
  const actor = preparer(organization)
  const special = await specialInput(product, operation, actor)
  const input =
    special ?? (register && (await standardInput(product, register, verb, actor, decider(organization))))
  if (!input)
    throw new Error(
      `${operation.name} has no sample input: add one to test/harness/sample/special-samples.ts.`,
    )
  return input
}
