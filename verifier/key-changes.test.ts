import { describe, expect, it } from 'vitest'
import type { SignerKey } from '../src/kernel/merkle/note/note-key.ts'
import { KEY, ORGANIZATION, ROW, risk, SERVER, SIGNER, STRANGER } from './sample-export.fixture.ts'
import { TrailBuilder } from './trail-builder.ts'
import { verifyTrail } from './verify-trail.ts'

const next = STRANGER.verifier.text

/** What the verifier has to tell of the keys of a trail that `body` makes. */
async function told(body: (builder: TrailBuilder) => string[], keys = [KEY, next]) {
  const builder = new TrailBuilder(SERVER, ORGANIZATION, SIGNER)
  const first = builder.operation('risk.create', [
    { action: 'insert', table: 'risk', row: ROW, image: risk('first') },
  ])
  const lines = [...first, builder.checkpoint(), ...body(builder)]
  const { findings, notices } = await verifyTrail([builder.header(), ...lines], { keys })
  return { findings: findings.map(({ kind }) => kind), notices: notices.map(({ message }) => message) }
}

const announce = (builder: TrailBuilder, name = 'trail.rotate-key', key = next) =>
  builder.operation(name, [
    { action: 'event', table: null, row: null, image: JSON.stringify({ verifier_key: key }) },
  ])

const revise = (builder: TrailBuilder) =>
  builder.operation('risk.revise', [{ action: 'update', table: 'risk', row: ROW, image: risk('second') }])

/** Signs all that follows with other keys. */
const turnTo = (builder: TrailBuilder, ...signers: SignerKey[]): string[] => {
  builder.rotate(signers)
  return []
}

describe('a change of keys is named, and what vouches for it', () => {
  it('is the earlier key, when it signed the leaf that announces the next', async () => {
    const { findings, notices } = await told((trail) => [
      ...announce(trail),
      trail.checkpoint(),
      ...turnTo(trail, STRANGER),
      ...revise(trail),
      trail.checkpoint(),
    ])
    expect(findings).toEqual([])
    expect(notices).toEqual([
      expect.stringContaining(`From checkpoint 3 on, key ${next} signs in place of ${KEY}.`),
    ])
    expect(notices[0]).toContain('Leaf 1 announces it, and the earlier key signed that leaf.')
  })

  it('is nothing, when only the new key signed that leaf', async () => {
    const { findings, notices } = await told((trail) => [
      ...announce(trail, 'trail.replace-key'),
      ...turnTo(trail, STRANGER),
      trail.checkpoint(),
    ])
    expect(findings).toEqual([])
    expect(notices).toEqual([
      expect.stringContaining('Leaf 1 announces it, but only the new key signed that leaf'),
    ])
  })

  it('is nothing, when no leaf announces this key', async () => {
    for (const leaf of [
      (trail: TrailBuilder) => announce(trail, 'trail.rotate-key', KEY),
      (trail: TrailBuilder) => announce(trail, 'risk.create'),
    ]) {
      const { notices } = await told((trail) => [
        ...leaf(trail),
        trail.checkpoint(),
        ...turnTo(trail, STRANGER),
        ...revise(trail),
        trail.checkpoint(),
      ])
      expect(notices).toEqual([expect.stringContaining('No leaf before announces it.')])
    }
  })

  it('is the earlier key, when both signed for a while', async () => {
    const { notices } = await told((trail) => [
      ...turnTo(trail, SIGNER, STRANGER),
      ...revise(trail),
      trail.checkpoint(),
      ...turnTo(trail, STRANGER),
      ...revise(trail),
      trail.checkpoint(),
    ])
    expect(notices).toEqual([
      expect.stringContaining(
        `From checkpoint 2 on, key ${next} signs beside ${KEY}. The earlier key signed the same checkpoint.`,
      ),
    ])
  })

  it('does not make a key trusted: with the old one alone, the new one’s checkpoints are refused', async () => {
    const { findings } = await told(
      (trail) => [
        ...announce(trail),
        trail.checkpoint(),
        ...turnTo(trail, STRANGER),
        ...revise(trail),
        trail.checkpoint(),
      ],
      [KEY],
    )
    expect(findings).toEqual(['signature', 'coverage'])
  })
})
