import { describe, expect, it } from 'vitest'
import { roles } from '../src/kernel/access/role.ts'
import { OperationError } from '../src/kernel/contract/error.ts'
import { isSigned } from '../src/kernel/contract/signature.ts'
import { approveScope } from '../src/modules/context/contract.ts'
import { modules } from '../src/modules/index.ts'
import type { Actor } from '../src/platform/operations/scope.ts'
import { verbOf } from '../src/platform/registers/decision/decision.ts'
import { giveAccount } from './harness/account.ts'
import { holdingRole, preparer, validInput } from './harness/operation-input.ts'
import { makeSample } from './harness/sample/samples.ts'
import { makeTwoOrganizations } from './harness/two-organizations.ts'

// A page offers a decision exactly to those whom the server names: here the server is held to it, for every decision of
// every register.
const { product, ours } = await makeTwoOrganizations()
const served = modules.flatMap((module) => module.registers)
const decisions = served.flatMap(({ register, rules }) =>
  (rules.decisions ?? []).map((decision) => ({ register, decision })),
)

interface Steps {
  readonly locked: string | null
  readonly permitted: readonly string[]
  readonly items: readonly { transition: string; barred: boolean }[]
}

const stepsOf = (register: string, id: unknown, actor: Actor): Promise<Steps> =>
  product.run<Steps>(`${register}.obstacles`, actor, { id })

const refusalOf = (name: string, actor: Actor, input: object): Promise<string> =>
  product.run(name, actor, input).then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof OperationError) return error.kind
      throw error
    },
  )

describe('decisions of registers', () => {
  it('are every signed operation on one record, and every one that takes an appointment', () => {
    const registers = new Set(served.map(({ register }) => register.name))
    const signed = product.runner.operations.filter(
      (operation) => isSigned(operation) && registers.has(operation.name.split('.')[0] ?? ''),
    )
    const declared = decisions.map(({ decision }) => decision.operation.name)
    expect(declared).toEqual(expect.arrayContaining(signed.map(({ name }) => name)))
    expect(declared).toContain('treatment-action.extend')
  })

  it('can each be taken from a state that its register has', () => {
    for (const { register, decision } of decisions) {
      expect(Object.keys(register.lifecycle.states)).toEqual(expect.arrayContaining([...decision.from]))
      expect(decision.from.length).toBeGreaterThan(0)
    }
  })
})

describe('values of a record', () => {
  const readable = served.filter(({ register }) => product.runner.handlers.has(`${register.name}.obstacles`))

  it.each(readable.map(({ register }) => [register.name, register] as const))(
    'of %s can be changed where it begins',
    async (name, register) => {
      const { id } = await makeSample(product, register, preparer(ours))
      expect((await stepsOf(name, id, preparer(ours))).locked).toBeNull()
    },
  )

  it('stand still while they are decided about, and the server says why', async () => {
    const input = await validInput(product, ours, approveScope)
    const { locked } = await stepsOf('scope-statement', input.id, preparer(ours))
    expect(locked).toBe('this edition is in review. Return it to draft first.')
    await expect(
      product.run('scope-statement.revise', preparer(ours), {
        id: input.id,
        expected_version: input.expected_version,
        changes: { title: 'Another' },
      }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })
})

describe.each(
  decisions.map(({ register, decision }) => [decision.operation.name, register, decision] as const),
)('%s', (name, register, { operation }) => {
  it('is offered to those alone who may take it, and to nobody without its permission', async () => {
    const input = await validInput(product, ours, operation)
    const verb = verbOf(operation)
    const holder = ours.actors[holdingRole(product, operation)]
    const barred: Actor[] = []
    for (const actor of Object.values(ours.actors)) {
      const everything = { ...actor, roles: [...roles] }
      const { permitted, items } = await stepsOf(register.name, input.id, everything)
      const against = items.some((one) => one.transition === verb && one.barred)
      expect(permitted.includes(verb)).toBe(!against)
      if (against) barred.push(everything)
      if (!product.runner.grants[operation.permission]?.[actor.roles[0] as 'employee'])
        expect((await stepsOf(register.name, input.id, actor)).permitted).not.toContain(verb)
    }
    expect(barred.length).toBeGreaterThan(0)
    for (const actor of barred) {
      if (isSigned(operation)) await giveAccount(product, actor)
      expect(await refusalOf(name, actor, input)).toBe('refused-by-rule')
    }
    expect((await stepsOf(register.name, input.id, holder)).permitted).toContain(verb)
    if (isSigned(operation)) await giveAccount(product, holder)
    expect(await refusalOf(name, holder, input)).toBe('done')
  })
})
