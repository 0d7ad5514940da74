import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Waiting, whileTableHeld } from '../../../../test/harness/held-table.ts'
import { makeOrganization, type TestOrganization } from '../../../../test/harness/organization.ts'
import type { Actor } from '../../operations/scope.ts'
import { type AccessProduct, Browser, makeAccessProduct, password } from '../access.fixture.ts'

let product: AccessProduct
let elsewhere: TestOrganization
const other = 'another set of plain words'

beforeAll(async () => {
  product = await makeAccessProduct()
  elsewhere = await makeOrganization(product.database, product.sources, 'Elsewhere')
})
afterAll(() => product.app.close())

const browser = () => new Browser(product.app)
const tokenOf = (link: string) => new URL(link, 'http://localhost').searchParams.get('token') ?? ''
const reset = (link: string) =>
  browser().send('POST', '/api/auth/reset', { token: tokenOf(link), password: other })
const resetLink = ({ person_id }: Actor) =>
  product.run<{ link: string }>('person.reset-link', product.organization.actors.administrator, {
    id: person_id,
  })

/** A person with an account, whom another organization has invited. */
async function invited(role: 'employee' | 'risk-owner' | 'internal-auditor') {
  const person = product.organization.actors[role]
  const email = `${role}@example.org`
  await product.giveAccount(person, email)
  const { link } = await product.run<{ link: string }>('person.invite', elsewhere.actors.administrator, {
    name: 'Joins',
    email,
    roles: [],
  })
  const join = () => browser().send('POST', '/api/auth/invitation', { token: tokenOf(link), password })
  return { person, join }
}

const holding = <T>(table: string, act: (waiting: Waiting) => Promise<T>) =>
  whileTableHeld(product.adminUrl, table, act)

describe('an account that joins another organization at the moment', () => {
  it('in which an administrator makes a reset link: whichever comes first, no link opens the other', async () => {
    const one = await invited('employee')
    const [joined, made] = await holding('trail.operation', async (waiting) => {
      const joining = one.join()
      await waiting(1)
      const making = resetLink(one.person).catch((error: Error) => error)
      await waiting(2)
      return [joining, making] as const
    })
    expect((await joined).statusCode).toBe(200)
    expect(await made).toMatchObject({
      kind: 'refused-by-rule',
      message: expect.stringContaining('another organization'),
    })

    const two = await invited('risk-owner')
    const [link, joinedToo] = await holding('trail.operation', async (waiting) => {
      const making = resetLink(two.person)
      await waiting(1)
      const joining = two.join()
      await waiting(2)
      return [making, joining] as const
    })
    expect((await joinedToo).statusCode).toBe(200)
    expect((await reset((await link).link)).statusCode).toBe(404)
  })

  it('in which its password is set by such a link: who proved the earlier one does not come in', async () => {
    const one = await invited('internal-auditor')
    const { link } = await resetLink(one.person)
    const [joined] = await holding('auth.invitation', async (waiting) => {
      const joining = one.join()
      await waiting(1)
      expect((await reset(link)).statusCode).toBe(200)
      return [joining] as const
    })
    expect((await joined).statusCode).toBe(404)
  })
})
