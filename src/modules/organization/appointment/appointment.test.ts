import { describe, expect, it } from 'vitest'
import type { Made } from '../../../../test/harness/made.ts'
import { makeTwoOrganizations } from '../../../../test/harness/two-organizations.ts'
import { shippedPacks } from '../../../platform/packs/shipped-packs.ts'
import { ownerRoles } from './appointment.ts'
import { holdsAppointment } from './holds-appointment.ts'

const { database, product, ours, theirs } = await makeTwoOrganizations()

const draft = (values: Record<string, unknown>, organization = ours) =>
  product.run<Made>('appointment.create', organization.actors.administrator, {
    title: 'AI risk owner for credit',
    role: 'ai_risk_owner',
    person_id: organization.actors['risk-owner'].person_id,
    from_on: '2026-01-01',
    ...values,
  })
const step = (verb: string, { id, version }: Made, by = ours.actors['top-management']) =>
  product.run<Made>(`appointment.${verb}`, by, { id, expected_version: version, reason: 'Decided' })
const holds = (personId: string, on: string, organization = ours) =>
  database.read({ role: 'app', organizationId: organization.id }, (db) =>
    holdsAppointment({ db } as never, { person_id: personId, role: 'ai_risk_owner', on }),
  )

describe('an appointment', () => {
  it('knows the roles that packs name', () => {
    const named = shippedPacks().iso_42001.content.owner_roles.map(({ id }) => id)
    expect([...ownerRoles].sort()).toEqual([...named].sort())
  })

  it('counts from its first to its last day, once in force, in its own organization', async () => {
    const one = await draft({ from_on: '2026-03-01', to_on: '2026-12-31' })
    const { person_id } = ours.actors['risk-owner']
    expect(await holds(person_id, '2026-06-01')).toBeUndefined()
    const inForce = await step('appoint', one)
    expect(await holds(person_id, '2026-02-28')).toBeUndefined()
    expect(await holds(person_id, '2026-03-01')).toMatchObject({ id: one.id })
    expect(await holds(person_id, '2026-12-31')).toMatchObject({ id: one.id })
    expect(await holds(person_id, '2027-01-01')).toBeUndefined()
    expect(await holds(person_id, '2026-06-01', theirs)).toBeUndefined()
    await step('end', inForce)
    expect(await holds(person_id, '2026-06-01')).toBeUndefined()
  })

  it('is put in force by someone else: neither its author nor the person appointed', async () => {
    const own = await draft({ person_id: ours.actors['top-management'].person_id })
    await expect(step('appoint', own)).rejects.toMatchObject({
      message: expect.stringContaining('themselves'),
    })
    const authored = await product.run<Made>('appointment.create', ours.actors['aims-manager'], {
      title: 'Privacy lead',
      role: 'privacy_lead',
      person_id: ours.actors.employee.person_id,
      from_on: '2026-01-01',
    })
    await expect(step('appoint', authored, ours.actors['aims-manager'])).rejects.toMatchObject({
      kind: 'refused-by-rule',
    })
    await expect(step('appoint', authored, ours.actors.administrator)).rejects.toMatchObject({
      kind: 'not-permitted',
    })
    await expect(step('appoint', authored)).resolves.toMatchObject({ state: 'in_force' })
  })

  it('stays as it was made once in force', async () => {
    const one = await step('appoint', await draft({}))
    await expect(
      product.run('appointment.revise', ours.actors['aims-manager'], {
        id: one.id,
        expected_version: one.version,
        changes: { to_on: '2030-01-01' },
      }),
    ).rejects.toMatchObject({ kind: 'refused-by-rule', issues: [{ path: 'to_on' }] })
  })

  it('delegates only with limits and an end, and only what the delegator holds', async () => {
    const delegate = {
      person_id: ours.actors.employee.person_id,
      delegated_by_id: ours.actors['risk-owner'].person_id,
    }
    await expect(draft(delegate)).rejects.toMatchObject({ issues: [{ path: 'to_on' }] })
    await expect(draft({ ...delegate, to_on: '2026-12-31' })).rejects.toMatchObject({
      issues: [{ path: 'limits' }],
    })
    await expect(draft({ to_on: '2025-12-31' })).rejects.toMatchObject({ issues: [{ path: 'to_on' }] })
    const limited = { ...delegate, to_on: '2026-12-31', limits: 'Only while away' }
    const another = { ...limited, delegated_by_id: ours.actors['internal-auditor'].person_id }
    await expect(step('appoint', await draft(another))).rejects.toMatchObject({
      message: expect.stringContaining('delegate'),
    })
    await step('appoint', await draft({}))
    await expect(step('appoint', await draft(limited))).resolves.toMatchObject({ state: 'in_force' })
    const again = {
      ...limited,
      delegated_by_id: delegate.person_id,
      person_id: ours.actors['ai-system-owner'].person_id,
    }
    await expect(step('appoint', await draft(again))).rejects.toMatchObject({ kind: 'refused-by-rule' })
  })

  it('of a person who is disabled counts for nothing', async () => {
    const { administrator } = theirs.actors
    const { person_id } = theirs.actors['risk-owner']
    await step('appoint', await draft({}, theirs), theirs.actors['top-management'])
    expect(await holds(person_id, '2026-06-01', theirs)).toBeDefined()
    const { record } = await product.run<{ record: Made }>('person.get', administrator, { id: person_id })
    await product.run('person.disable', administrator, {
      id: person_id,
      expected_version: record.version,
      reason: 'Left',
    })
    expect(await holds(person_id, '2026-06-01', theirs)).toBeUndefined()
  })
})

describe('vacancies', () => {
  it('name every role and the two mandatory responsibilities nobody holds', async () => {
    const look = () =>
      product.run<{
        roles: { role: string; vacant: boolean }[]
        responsibilities: { responsibility: string; vacant: boolean; held_by: { person_id: string }[] }[]
      }>('appointment.vacancies', ours.actors.employee)
    const before = await look()
    expect(before.roles).toHaveLength(18)
    expect(before.responsibilities.map(({ vacant }) => vacant)).toEqual([true, true])
    const manager = ours.actors['aims-manager'].person_id
    await step(
      'appoint',
      await draft({ role: 'aims_manager', person_id: manager, responsibilities: ['aims_conformity'] }),
    )
    const after = await look()
    expect(after.roles.find(({ role }) => role === 'aims_manager')?.vacant).toBe(false)
    expect(after.responsibilities).toMatchObject([
      { responsibility: 'aims_conformity', vacant: false, held_by: [{ person_id: manager }] },
      { responsibility: 'performance_reporting', vacant: true, held_by: [] },
    ])
  })
})

describe('what must never be vacant', () => {
  it('waits for whoever appoints once an appointment has ended by the calendar, until somebody holds it again', async () => {
    const vacant = async () =>
      (
        await product.run<{ items: { source: string; title: string; due_on: string }[] }>(
          'my-work.list',
          theirs.actors['aims-manager'],
        )
      ).items
        .filter(({ source }) => source === 'vacancy')
        .map(({ title, due_on }) => `${title} ${due_on}`)
    const appointed = async (title: string, more: object) => {
      const one = await product.run<Made>('appointment.create', theirs.actors.administrator, {
        title,
        person_id: theirs.actors.employee.person_id,
        role: 'aims_manager',
        responsibilities: ['aims_conformity', 'performance_reporting'],
        from_on: '2026-01-01',
        ...more,
      })
      await product.run('appointment.appoint', theirs.actors['top-management'], {
        id: one.id,
        expected_version: one.version,
      })
    }
    expect(await vacant()).toEqual([])
    await appointed('First manager', { to_on: '2026-12-31' })
    expect(await vacant()).toEqual([])
    product.clock.advance(60 * 86_400_000)
    expect(await vacant()).toEqual(['First manager 2026-12-31'])
    await appointed('Second manager', { from_on: '2027-01-01' })
    expect(await vacant()).toEqual([])
  })
})
