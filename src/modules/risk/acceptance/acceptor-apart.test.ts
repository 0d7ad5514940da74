import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { whileTableHeld } from '../../../../test/harness/held-table.ts'
import type { Actor } from '../../../platform/operations/scope.ts'
import { type Made, makeRiskProduct } from '../risk.fixture.ts'

const product = await makeRiskProduct()
const { run, held, step, revise, assessed, action, accept, refusedBy } = product
const day = 86_400_000
const who = () => held.ours.actors
const acceptor = () => who()['risk-owner']
const owned = () => ({ owner_id: acceptor().person_id })

const accepted = async (values: Record<string, unknown> = {}) => {
  const one = await assessed([2, 2, 3, 2], values)
  await accept(one.id, acceptor())
  return one
}
const change = (register: string, one: Made, changes: Record<string, unknown>) =>
  run<Made>(`${register}.revise`, product.author(), { id: one.id, expected_version: one.version, changes })
const put = (verb: string, one: Made) =>
  run<Made>(`treatment-action.${verb}`, product.author(), { id: one.id, expected_version: one.version })
const bulk = (register: string, ids: readonly string[], changes: Record<string, unknown>) =>
  run<{ operation_id: string }>(`${register}.bulk`, product.author(), { selection: { ids }, changes })
const undo = (id: string) =>
  run<{ operation_id: string; undone: number }>('trail.undo', product.author(), { id })

const refused = {
  kind: 'refused-by-rule',
  message: expect.stringMatching(
    /^Nothing was changed: this person accepted the risk until 20\d\d-\d\d-\d\d/,
  ),
  issues: [{ path: 'owner_id', message: expect.stringContaining('Name somebody else, or reopen the risk') }],
}

describe('whoever accepted a risk, while that lasts', () => {
  it('comes to own neither it nor its treatment, by one change or many', async () => {
    const one = await accepted()
    const other = await assessed([2, 2, 3, 2])
    await expect(revise(one.id, owned())).rejects.toMatchObject(refused)
    await expect(bulk('risk', [other.id, one.id], owned())).rejects.toMatchObject(refused)
    await expect(action(one.id, owned())).rejects.toMatchObject(refused)
    const step1 = await action(one.id)
    await expect(change('treatment-action', step1, owned())).rejects.toMatchObject(refused)
    const elsewhere = await action(other.id)
    await expect(bulk('treatment-action', [elsewhere.id, step1.id], owned())).rejects.toMatchObject(refused)
    // Anybody else may, and of another risk the acceptor may.
    const employee = { owner_id: who().employee.person_id }
    await expect(change('treatment-action', step1, employee)).resolves.toMatchObject(employee)
    await expect(change('treatment-action', elsewhere, owned())).resolves.toMatchObject(owned())
    await expect(revise(other.id, owned())).resolves.toMatchObject(owned())
  })

  it('does not come to own it by an import, which says so when it is dry-run', async () => {
    const one = await accepted()
    const mine = await action(one.id, { title: 'Taken over by a file' })
    const cells = [mine.id, mine.version, 'Taken over by a file', acceptor().person_id]
    const file = {
      file_name: 'actions.csv',
      bytes: Buffer.from(['id,version,title,owner_id', cells.join(',')].join('\r\n')),
    }
    const everything: Actor = { ...product.author(), roles: ['aims-manager', 'administrator'] }
    const promised = await run<{ mapping: unknown; findings: { items: object[] } }>(
      'treatment-action.preview-import',
      everything,
      {},
      file,
    )
    expect(promised.findings.items).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        message: expect.stringContaining('this person accepted the risk'),
      }),
    )
    await expect(
      run(
        'treatment-action.import',
        everything,
        { mapping: promised.mapping, sha256: createHash('sha256').update(file.bytes).digest('hex') },
        file,
      ),
    ).rejects.toMatchObject({ kind: 'refused-by-rule', message: expect.stringContaining('1 of 1 rows') })
  })

  it('does not come to own it by an undo', async () => {
    const one = await assessed([2, 2, 3, 2], owned())
    const mine = await action(one.id, owned())
    const employee = { owner_id: who().employee.person_id }
    const ofRisk = await bulk('risk', [one.id], employee)
    const ofAction = await bulk('treatment-action', [mine.id], employee)
    await accept(one.id, acceptor())
    await expect(undo(ofAction.operation_id)).rejects.toMatchObject(refused)
    // The acceptance has changed the row of the risk since, so that this is never taken back.
    await expect(undo(ofRisk.operation_id)).rejects.toMatchObject({ kind: 'conflict' })
  })

  it('does not come to carry out an action again that was put away, by restoring it or by an undo', async () => {
    const one = await assessed([2, 2, 3, 2])
    const archived = await put('archive', await action(one.id, owned()))
    const { items } = await run<{ items: { operation_id: string }[] }>(
      'treatment-action.history',
      product.author(),
      { id: archived.id },
    )
    await accept(one.id, acceptor())
    await expect(put('restore', archived)).rejects.toMatchObject(refused)
    await expect(undo(items[0]?.operation_id ?? '')).rejects.toMatchObject(refused)
    await step('reopen', one.id)
    await expect(put('restore', archived)).resolves.toMatchObject({ archived_at: null })
  })

  it('keeps an action that is given up or that was theirs by exception', async () => {
    const one = await accepted()
    const given = await action(one.id)
    const cancelled = await run<Made>('treatment-action.cancel', product.author(), {
      id: given.id,
      expected_version: given.version,
      reason: 'Not needed',
    })
    await expect(change('treatment-action', cancelled, owned())).resolves.toMatchObject(owned())

    const systemOwner = who()['ai-system-owner']
    const low = await assessed([2, 2, 2, 2], { owner_id: systemOwner.person_id })
    expect(await accept(low.id, systemOwner)).toMatchObject({ by_system_owner: true })
    const both = { owner_id: systemOwner.person_id }
    await expect(action(low.id, both)).resolves.toMatchObject(both)
  })

  it('is free again once the acceptance ends: by its day, or as the risk is reopened', async () => {
    const reopened = await accepted()
    await step('reopen', reopened.id)
    await expect(revise(reopened.id, owned())).resolves.toMatchObject(owned())
    await expect(action(reopened.id, owned())).resolves.toMatchObject(owned())

    const expiring = await assessed([2, 2, 3, 2])
    const { expires_on } = await accept(expiring.id, acceptor(), { expires_on: '2026-12-20' })
    product.clock.advance(Date.parse(expires_on) - product.clock.now().getTime() + day / 2)
    await expect(revise(expiring.id, owned())).rejects.toMatchObject(refused)
    product.clock.advance(day)
    await expect(revise(expiring.id, owned())).resolves.toMatchObject(owned())
  })
})

describe('at one moment', () => {
  /** Runs both to where each would be recorded, in this order, and lets them go on. */
  const together = (first: () => Promise<unknown>, second: () => Promise<unknown>) =>
    whileTableHeld(product.adminUrl, 'trail.operation', async (waiting) => {
      const one = first()
      // What ends before it has to wait says why.
      await Promise.race([waiting(1), one])
      const other = second()
      await Promise.race([waiting(2), other])
      return { one, other }
    })

  it('an acceptance sees the action that was created before it ended', async () => {
    const risk = await assessed([2, 2, 3, 2])
    const { one, other } = await together(
      () => action(risk.id, owned()),
      () => accept(risk.id, acceptor()),
    )
    await expect(one).resolves.toMatchObject(owned())
    expect(await refusedBy(other)).toEqual(['separation'])
  })

  it('an action sees the acceptance that was signed before it ended', async () => {
    const risk = await assessed([2, 2, 3, 2])
    const { one, other } = await together(
      () => accept(risk.id, acceptor()),
      () => action(risk.id, owned()),
    )
    await expect(one).resolves.toMatchObject({ level: 'moderate' })
    await expect(other).rejects.toMatchObject(refused)
  })
})
